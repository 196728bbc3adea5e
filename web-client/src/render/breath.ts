// A start in pieces.

/** Lets what has come meanwhile be heard: a start in one go would keep the line to the server waiting. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

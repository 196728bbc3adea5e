// Faults of the page's own. One may pass unseen; but who sees a picture that stands shall know why.

/** So many of them in so many milliseconds pass no more: some in each frame, even of a slow machine. */
const MANY = 10;
const WITHIN_MS = 5_000;

/** Calls `tell`, once, when errors come again and again. Those of other scripts (a browser's extensions) do not count. */
export function watchFaults(window: EventTarget, ours: string, tell: () => void): void {
  let count = 0;
  let since = 0;
  window.addEventListener("error", (event) => {
    const { filename, timeStamp } = event as ErrorEvent;
    if (!filename?.startsWith(ours)) return;
    if (timeStamp - since > WITHIN_MS) {
      since = timeStamp;
      count = 0;
    }
    count++;
    if (count === MANY) tell();
  });
}

// Names for places that players can call out to each other.

/** Units of a side of a square of the chart. */
export const SQUARE = 320;

/** "E6": rows have letters from the top, columns numbers from the left. */
export function chartMark(x: number, y: number, half: number): string {
  const first = Math.floor(-half / SQUARE);
  const row = Math.floor(y / SQUARE) - first;
  const letter = (n: number) => String.fromCharCode(65 + (n % 26));
  const letters = row < 26 ? letter(row) : letter(Math.floor(row / 26) - 1) + letter(row);
  return `${letters}${Math.floor(x / SQUARE) - first + 1}`;
}

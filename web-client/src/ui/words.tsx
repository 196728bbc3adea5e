// Words of which some stand out.

import type { Run } from "../text/words";

export function Words({ of }: { of: readonly Run[] }) {
  return of.map(({ text, strong }, i) => (strong ? <b key={`${i} ${text}`}>{text}</b> : text));
}

// Which key does what, and what the fight is about.

const FLIGHT: readonly (readonly [keys: string[], text: string])[] = [
  [["W", "A", "S", "D"], "fly"],
  [["Mouse"], "aim"],
  [["Click", "Space"], "fire"],
  [["Right click", "E"], "rail"],
  [["Shift"], "boost"],
];
const REST: readonly (readonly [keys: string[], text: string])[] = [
  [["1", "6"], "stats"],
  [["Tab"], "scores"],
  [["Enter"], "chat"],
  [["T"], "signs"],
  [["G"], "point at a place"],
  [["P"], "players"],
  [["M"], "sound"],
  [["H"], "this help"],
  [["Esc"], "leave"],
];

export function Keys({ all }: { all: boolean }) {
  return (
    <ul class="keys">
      {[...FLIGHT, ...(all ? REST : [])].map(([keys, text]) => (
        <li key={text}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
          {` ${text}`}
        </li>
      ))}
    </ul>
  );
}

export function Help() {
  return (
    <aside class="help card">
      <Keys all={true} />
      <p>
        Shoot rocks and ships and collect the scrap they drop: it is your score, and it lifts your level. Each level is
        a point for a stat. The rail hits at once and costs energy. Who leads wears the crown, and is worth more. Out of
        a fight your hull mends itself.
      </p>
    </aside>
  );
}

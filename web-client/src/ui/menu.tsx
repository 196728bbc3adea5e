// The cards over the arena: the name field, the card of the dead, the lost connection, the help.

import { render } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { NAME_CHARS_MAX } from "../protocol/generated";
import { clock, crowd, death, fits, helpOpen, keepName, muted, name, playing, refusal, room, status } from "./state";

/** What the cards ask of the game. */
export interface MenuActions {
  play(name: string): void;
  retryNow(): void;
  leave(): void;
  toggleMute(): void;
}

export function mountMenu(target: HTMLElement, actions: MenuActions): void {
  render(<Cards actions={actions} />, target);
}

function Cards({ actions }: { actions: MenuActions }) {
  const { kind } = status.value;
  const lost = kind === "closed" || (playing.value && (kind === "waiting" || kind === "connecting"));
  return (
    <>
      {!playing.value && <Menu actions={actions} />}
      {playing.value && !lost && death.value && <Death />}
      {lost && <Lost actions={actions} />}
      {helpOpen.value && playing.value && <Help />}
    </>
  );
}

function Menu({ actions }: { actions: MenuActions }) {
  const field = useRef<HTMLInputElement>(null);
  // Before the first paint: who types at once must not type into nothing.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    const text = (field.current?.value ?? "").trim();
    if (fits(text)) actions.play(text);
    else refusal.value = `A name has 1 to ${NAME_CHARS_MAX} characters.`;
  };
  return (
    <div class="veil">
      <main class="menu">
        <h1>
          <Dart />
          FRACAS
        </h1>
        <p class="tagline">Paper ships, night sky, no mercy.</p>
        <form class="card" onSubmit={submit}>
          <label for="name">Pilot name</label>
          <div class="row">
            <input
              id="name"
              ref={field}
              value={name.value}
              maxLength={NAME_CHARS_MAX * 2}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => keepName(event.currentTarget.value)}
            />
            <button type="submit" class="play">
              Play
            </button>
          </div>
          <p class="note" role="status">
            {refusal.value ? <span class="bad">{refusal.value}</span> : <RoomLine />}
          </p>
        </form>
        <Keys all={false} />
        <p class="foot">
          <button type="button" class="quiet" onClick={actions.toggleMute}>
            {muted.value ? "Sound off" : "Sound on"}
          </button>
          <span>No account, no cookies</span>
        </p>
      </main>
    </div>
  );
}

function RoomLine() {
  const s = status.value;
  if (s.kind === "waiting") {
    return (
      <span class="warn">{`${s.text}. Next try in ${seconds(s.retryAt - clock.value)} s (attempt ${s.attempt})`}</span>
    );
  }
  if (s.kind === "connecting") return <span>Connecting…</span>;
  return (
    <span>
      <i class="dot" /> Room <b>{room.value}</b>
      {crowd.value && <> · {crowd.value}</>} · live behind this card
    </span>
  );
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(1);
}

/** The ship of the logo. */
function Dart() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M2 13 31 2 16 17z" fill="#ffc27a" />
      <path d="M31 2 15 31 11 17z" fill="#8f5a1f" />
      <path d="M31 2 16 17 11 17z" fill="#ff9e2c" />
    </svg>
  );
}

function Keys({ all }: { all: boolean }) {
  return (
    <ul class="keys">
      <li>
        <kbd>W</kbd>
        <kbd>A</kbd>
        <kbd>S</kbd>
        <kbd>D</kbd> fly
      </li>
      <li>
        <kbd>Mouse</kbd> aim
      </li>
      <li>
        <kbd>Click</kbd> / <kbd>Space</kbd> fire
      </li>
      <li>
        <kbd>Right click</kbd> / <kbd>E</kbd> rail
      </li>
      <li>
        <kbd>Shift</kbd> boost
      </li>
      {all && (
        <>
          <li>
            <kbd>1</kbd>–<kbd>6</kbd> stats
          </li>
          <li>
            <kbd>Tab</kbd> scores
          </li>
          <li>
            <kbd>M</kbd> sound
          </li>
          <li>
            <kbd>H</kbd> this help
          </li>
          <li>
            <kbd>Esc</kbd> leave
          </li>
        </>
      )}
    </ul>
  );
}

function Help() {
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

function Death() {
  const card = death.value;
  if (!card) return null;
  return (
    <div class="death card" role="status">
      <h2>Destroyed</h2>
      <p>
        by <b>{card.by}</b> with the {card.weapon}
      </p>
      {card.lost > 0 && (
        <p class="lost">{`−${card.lost} ${card.lost === 1 ? "point" : "points"} fell out of your ship`}</p>
      )}
      <p class="keep">You keep half of your levels.</p>
      <p class="count">{card.left > 0 ? `New ship in ${card.left.toFixed(1)} s` : "New ship…"}</p>
    </div>
  );
}

function Lost({ actions }: { actions: MenuActions }) {
  const s = status.value;
  if (s.kind === "closed") {
    return (
      <div class="veil">
        <div class="card lostcard" role="alert">
          <h2>Not connected</h2>
          <p>{s.text}</p>
          <button type="button" class="play" onClick={() => (s.reload ? location.reload() : location.assign("/"))}>
            {s.reload ? "Load anew" : "To the main room"}
          </button>
        </div>
      </div>
    );
  }
  if (s.kind !== "waiting" && s.kind !== "connecting") return null;
  const waiting = s.kind === "waiting";
  return (
    <div class="veil">
      <div class="card lostcard" role="alert">
        <h2>{waiting ? s.text : "Connecting…"}</h2>
        <p>
          {waiting
            ? `Coming back by itself: attempt ${s.attempt} in ${seconds(s.retryAt - clock.value)} s`
            : `Attempt ${s.attempt}`}
        </p>
        <div class="row">
          <button type="button" class="play" disabled={!waiting} onClick={actions.retryNow}>
            Try now
          </button>
          <button type="button" class="quiet" onClick={actions.leave}>
            Leave
          </button>
        </div>
      </div>
    </div>
  );
}

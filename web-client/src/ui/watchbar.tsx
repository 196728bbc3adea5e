// What a watcher has at the foot of the page: whom he follows, and the way into the fight.

import type { Actions } from "./actions";
import { watched } from "./company";
import { refusal } from "./state";

export function WatchBar({ actions }: { actions: Actions }) {
  const { kind, name } = watched.value;
  return (
    <section class="watchbar" aria-label="Watching">
      <div class="card">
        <button type="button" aria-label="Follow the former ship" onClick={() => actions.follow(-1)}>
          <kbd>←</kbd>
        </button>
        <p role="status">
          {kind === "free" ? "Free view" : <>Watching {name ? <b>{name}</b> : "the fight"}</>}
          <small>{kind === "free" ? "arrows follow a ship" : "drag to look around"}</small>
        </p>
        <button type="button" aria-label="Follow the next ship" onClick={() => actions.follow(1)}>
          <kbd>→</kbd>
        </button>
      </div>
      <button type="button" class="play" onClick={actions.play}>
        Join the fight <kbd>Space</kbd>
      </button>
      <button type="button" onClick={actions.leave}>
        Menu <kbd>Esc</kbd>
      </button>
      {refusal.value && (
        <p class="bad card" role="alert">
          {refusal.value}
        </p>
      )}
    </section>
  );
}

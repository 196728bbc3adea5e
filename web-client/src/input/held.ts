// Which actions are held, by whatever holds them: keys, buttons and fingers, each by a name of its own.

import { ACTIONS, type Action } from "../bindings/actions";

export class Held {
  private readonly holders = new Map<string, Action>();
  /** Holders of each action: two keys may hold one. */
  private readonly counts = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Record<Action, number>;
  /** Pressed since the last input, perhaps let go already: a press shorter than a tick counts. */
  private readonly tapped = new Set<Action>();

  press(holder: string, action: Action): void {
    if (this.holders.has(holder)) return;
    this.holders.set(holder, action);
    this.counts[action]++;
    this.tapped.add(action);
  }

  letGo(holder: string): void {
    const action = this.holders.get(holder);
    if (!action) return;
    this.holders.delete(holder);
    this.counts[action]--;
  }

  holds(action: Action): boolean {
    return this.counts[action] > 0;
  }

  /** True when it is held or was pressed since the last input. */
  wants(action: Action): boolean {
    return this.holds(action) || this.tapped.has(action);
  }

  /** An input was made of what was held. */
  sampled(): void {
    this.tapped.clear();
  }

  release(): void {
    this.holders.clear();
    this.tapped.clear();
    for (const action of ACTIONS) this.counts[action] = 0;
  }
}

// Lists that are filled anew in every frame without leaving garbage behind.

/** A list of things that are made once and used again by the next frame. */
export class Pool<T> {
  /** Since `begin`; complete, and no longer than that, after `end`. */
  readonly list: T[] = [];
  private readonly made: T[] = [];
  private count = 0;

  constructor(private readonly make: () => T) {}

  begin(): void {
    this.count = 0;
  }

  /** The next thing of the list; it holds what an earlier frame wrote. */
  next(): T {
    let thing = this.made[this.count];
    if (thing === undefined) {
      thing = this.make();
      this.made.push(thing);
    }
    this.list[this.count++] = thing;
    return thing;
  }

  end(): T[] {
    this.list.length = this.count;
    return this.list;
  }
}

/** Drops from `list` what is not wanted any more; the order stays. */
export function keep<T>(list: T[], wanted: (thing: T) => boolean): void {
  let kept = 0;
  for (let i = 0; i < list.length; i++) {
    const thing = list[i] as T;
    if (wanted(thing)) list[kept++] = thing;
  }
  list.length = kept;
}

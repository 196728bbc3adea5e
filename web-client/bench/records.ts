// Records of one size, written one after the other: what the bins of a snapshot are made of.

export class Records {
  readonly bytes: Uint8Array;
  private at = 0;

  constructor(
    private readonly size: number,
    count: number,
  ) {
    this.bytes = new Uint8Array(size * count);
  }

  next(): DataView {
    const view = new DataView(this.bytes.buffer, this.at, this.size);
    this.at += this.size;
    return view;
  }
}

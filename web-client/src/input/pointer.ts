// The mouse: where it aims from the middle of the stage, and which buttons are held.

const LEFT = 1;
const RIGHT = 2;

export class Pointer {
  /** From the middle of the stage, in CSS pixels. */
  x = 1;
  y = 0;
  private buttons = 0;
  /** Pressed since the last input, perhaps let go already: a click shorter than a tick counts. */
  private tapped = 0;
  /** What began on a widget belongs to it, and what began in the arena to the fight, wherever it moves. */
  private onWidget = false;

  constructor(private readonly stage: HTMLElement) {
    window.addEventListener("pointerdown", (event) => {
      this.onWidget = isWidget(event);
      this.moved(event);
    });
    for (const type of ["pointermove", "pointerup"] as const) {
      window.addEventListener(type, (event) => this.moved(event));
    }
    window.addEventListener("contextmenu", (event) => isField(event) || event.preventDefault());
    window.addEventListener("blur", () => this.release());
    window.addEventListener("pointercancel", () => this.release());
  }

  get fire(): boolean {
    return ((this.buttons | this.tapped) & LEFT) !== 0;
  }

  get rail(): boolean {
    return ((this.buttons | this.tapped) & RIGHT) !== 0;
  }

  /** An input was made of what was held. */
  sampled(): void {
    this.tapped = 0;
  }

  release(): void {
    this.buttons = 0;
    this.tapped = 0;
  }

  private moved(event: PointerEvent): void {
    const box = this.stage.getBoundingClientRect();
    this.x = event.clientX - (box.left + box.width / 2);
    this.y = event.clientY - (box.top + box.height / 2);
    // A second button comes and goes by pointermove.
    this.buttons = this.onWidget ? 0 : event.buttons;
    this.tapped |= this.buttons;
  }
}

/** Something that wants the press for itself. */
export function isWidget(event: Event): boolean {
  return (
    event.target instanceof Element && event.target.closest("button, input, form, dialog, .card, .minimap") !== null
  );
}

/** A text field keeps its menu: one pastes by it. */
function isField(event: Event): boolean {
  return event.target instanceof HTMLInputElement;
}

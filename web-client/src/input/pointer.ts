// The mouse: where it aims from the middle of the stage, and which buttons are held.

const LEFT = 1;
const RIGHT = 2;

export class Pointer {
  /** From the middle of the stage, in CSS pixels. */
  x = 1;
  y = 0;
  private buttons = 0;

  constructor(private readonly stage: HTMLElement) {
    for (const type of ["pointerdown", "pointermove", "pointerup"] as const) {
      window.addEventListener(type, (event) => this.moved(event));
    }
    window.addEventListener("contextmenu", (event) => onWidget(event) || event.preventDefault());
    window.addEventListener("blur", () => this.release());
    window.addEventListener("pointercancel", () => this.release());
  }

  get fire(): boolean {
    return (this.buttons & LEFT) !== 0;
  }

  get boost(): boolean {
    return (this.buttons & RIGHT) !== 0;
  }

  release(): void {
    this.buttons = 0;
  }

  private moved(event: PointerEvent): void {
    const box = this.stage.getBoundingClientRect();
    this.x = event.clientX - (box.left + box.width / 2);
    this.y = event.clientY - (box.top + box.height / 2);
    // A second button comes and goes by pointermove; what began on a widget belongs to it.
    this.buttons = onWidget(event) ? 0 : event.buttons;
  }
}

function onWidget(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("button, input, form, dialog") !== null;
}

// A finger that taps a button while another one flies: browsers make a click of the first finger's taps only.

export function clickBySecondFinger(target: EventTarget): void {
  const pressed = new Map<number, HTMLButtonElement>();
  const on = (type: string, heard: (event: PointerEvent) => void) =>
    target.addEventListener(type, (event) => heard(event as PointerEvent));
  on("pointerdown", (event) => {
    const button = buttonAt(event);
    if (event.pointerType === "touch" && !event.isPrimary && button) pressed.set(event.pointerId, button);
  });
  on("pointerup", (event) => {
    const button = pressed.get(event.pointerId);
    if (button && buttonAt(event) === button) button.click();
    pressed.delete(event.pointerId);
  });
  on("pointercancel", (event) => pressed.delete(event.pointerId));
}

/** The button under the finger; one that is held does nothing by a click. */
function buttonAt(event: PointerEvent): HTMLButtonElement | null {
  return (event.target as Element).closest<HTMLButtonElement>("button:not([data-hold])");
}

// A press that takes the focus from nobody: the keys are for flying, or for the field that is open.

const stay = (event: Event) => event.preventDefault();

/** For a button, as its properties. */
export const unfocused = { onPointerDown: stay, onMouseDown: stay } as const;

/** The same for one of the plain DOM. */
export function unfocus(button: HTMLElement): void {
  for (const type of ["pointerdown", "mousedown"]) button.addEventListener(type, stay);
}

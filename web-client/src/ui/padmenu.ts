// Menus by gamepad: the cross goes from control to control, A presses, B goes back.

const FOCUSABLE = "button, input, select, a[href], summary, [tabindex='0']";

/** What the cross moves in: the topmost card that wants an answer, else what is open, else null. */
export function openMenu(): Element | null {
  return (
    [...document.querySelectorAll("dialog[open]")].at(-1) ??
    document.querySelector("#page .drawer, #page .signs, #page .veil")
  );
}

/** Moves or presses by the button of a gamepad. False: it means nothing here. */
export function padMenu(menu: Element, code: string): boolean {
  const { activeElement } = document;
  const active = activeElement instanceof HTMLElement && menu.contains(activeElement) ? activeElement : null;
  switch (code) {
    case "Pad12":
      return step(menu, active, -1);
    case "Pad13":
      return step(menu, active, 1);
    case "Pad14":
      return adjust(active, -1) || step(menu, active, -1);
    case "Pad15":
      return adjust(active, 1) || step(menu, active, 1);
    case "Pad0":
      return active ? press(active) : step(menu, null, 1);
    default:
      return false;
  }
}

function step(menu: Element, active: HTMLElement | null, by: 1 | -1): boolean {
  const all = [...menu.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.getClientRects().length > 0,
  );
  const at = active ? all.indexOf(active) : -1;
  const next = all[at < 0 ? 0 : (at + by + all.length) % all.length];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

/** Left and right change what has a value of its own. */
function adjust(active: HTMLElement | null, by: 1 | -1): boolean {
  if (active?.role === "tab") {
    const key = by > 0 ? "ArrowRight" : "ArrowLeft";
    return !active.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
  if (active instanceof HTMLSelectElement) {
    active.selectedIndex = Math.max(0, Math.min(active.length - 1, active.selectedIndex + by));
  } else if (active instanceof HTMLInputElement && (active.type === "range" || active.type === "number")) {
    if (by > 0) active.stepUp();
    else active.stepDown();
    active.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    return false;
  }
  active.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function press(active: HTMLElement): boolean {
  // Nobody types with a gamepad: what is written there is sent.
  const writes = active instanceof HTMLInputElement && active.type !== "checkbox" && active.type !== "range";
  if (writes) active.form?.requestSubmit();
  else active.click();
  return true;
}

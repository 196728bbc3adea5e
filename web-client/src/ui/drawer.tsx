// The frame of what opens at the side of the fight: a title, a way out, and its own place to scroll.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../text";
import { panel } from "./state";

export function Drawer({ title, children }: { title: string; children: ComponentChildren }) {
  const close = () => {
    panel.value = "none";
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    close();
    // It closes this and not the fight as well.
    event.stopPropagation();
  };
  const body = useRef<HTMLElement>(null);
  useLayoutEffect(() => body.current?.focus(), []);
  return (
    <aside class="drawer card" aria-label={title} onKeyDown={key} ref={body} tabIndex={-1}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="quiet" onClick={close}>
          {t("page.close")}
        </button>
      </header>
      {children}
    </aside>
  );
}

// A card that wants an answer first: the browser's own dialog, which keeps focus inside and closes by Esc.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export function Modal(props: { title: string; closed(): void; children: ComponentChildren }) {
  const { title, closed, children } = props;
  const body = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (body.current) closeBeside(body.current);
    body.current?.showModal();
    // A dialog that is taken out of the page does not give the focus back by itself.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={body} class="card" aria-label={title} onClose={closed}>
      <div class="inside">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** As `closedby="any"` does, which Safari does not know: by a press that begins and ends beside the card. */
function closeBeside(card: HTMLDialogElement): void {
  let began = false;
  card.addEventListener("pointerdown", ({ target }) => {
    began = target === card;
  });
  card.addEventListener("click", ({ target }) => {
    if (began && target === card) card.close();
  });
}

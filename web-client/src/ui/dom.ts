// The little that plain DOM needs: make an element, and write a text only when it changed.

import { effect, type Signal, signal } from "@preact/signals";
import type { Run } from "../text/words";

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  parent: HTMLElement,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  parent.append(made);
  return made;
}

/** Sets the text when it differs: a write costs layout, a comparison does not. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function show(target: HTMLElement, visible: boolean): void {
  if (target.hidden === visible) target.hidden = !visible;
}

/** Keeps the text of an element in the reader's language. */
export function say(target: HTMLElement, words: () => string): void {
  effect(() => setText(target, words()));
}

/** The cap of a key, with what stands on it; none is seen where there is no key. */
export function cap(parent: HTMLElement, words: () => string): void {
  const key = element("kbd", "", parent);
  effect(() => {
    setText(key, words());
    show(key, words() !== "");
  });
}

/** Keeps what an element is called in the reader's language. */
export function call(target: HTMLElement, words: () => string): void {
  effect(() => target.setAttribute("aria-label", words()));
}

/** A text about a number, which may be set at every frame: it is made anew only when the number is another. */
export function figure(target: HTMLElement, words: (value: number) => string): Signal<number> {
  const value = signal(0);
  say(target, () => words(value.value));
  return value;
}

/** A style that follows a number, which may be set at every frame: it is written only when the number is another. */
export function style(target: HTMLElement, property: string, words: (value: number) => string): Signal<number> {
  const value = signal(0);
  effect(() => target.style.setProperty(property, words(value.value)));
  return value;
}

/** Words of which some stand out. */
export function appendRuns(target: HTMLElement, runs: readonly Run[]): void {
  for (const { text, strong } of runs) {
    if (strong) element("b", "", target).textContent = text;
    else target.append(text);
  }
}

// The talk of the room at the foot of the page: the newest lines for a while, all of them while one writes.

import { useLayoutEffect, useRef } from "preact/hooks";
import { CHAT_CHARS_MAX, NOBODY } from "../protocol/generated";
import { colourOf, css, INK } from "../render/palette";
import { t } from "../text";
import type { Actions } from "./actions";
import { draft, shownTalk, spoken } from "./company";
import { clock, panel, playing } from "./state";
import { FADE_MS, speech, type TalkLine } from "./talk";
import { unfocused } from "./unfocused";

/** Milliseconds before its end in which a line fades. */
const GOING_MS = 600;

export function Chat({ actions }: { actions: Actions }) {
  const open = panel.value === "chat";
  return (
    <section class={open ? "chat open" : "chat"} aria-label={t("chat.title")}>
      <Lines open={open} />
      {open && (playing.value ? <Entry say={actions.say} /> : <p class="note">{t("chat.watchers")}</p>)}
      <p class="unseen" aria-live="polite">
        {spoken.value}
      </p>
    </section>
  );
}

function Lines({ open }: { open: boolean }) {
  const list = useRef<HTMLOListElement>(null);
  const lines = shownTalk.value;
  const newest = lines.at(-1)?.id;
  // The newest is at the foot, and the foot is what one sees.
  useLayoutEffect(() => list.current?.scrollTo(0, list.current.scrollHeight), [open, newest]);
  return (
    <ol class="lines" ref={list}>
      {lines.map((line) => (
        <Line key={line.id} line={line} going={!open && clock.value - line.at > FADE_MS - GOING_MS} />
      ))}
    </ol>
  );
}

function Line({ line, going }: { line: TalkLine; going: boolean }) {
  const tint = line.slot === NOBODY ? INK : colourOf(line.slot, line.own);
  return (
    <li class={`${line.tone}${going ? " going" : ""}`}>
      {line.name && <b style={{ color: css(tint) }}>{line.own ? t("page.you") : line.name}</b>}
      {line.text}
    </li>
  );
}

function Entry({ say }: { say(text: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const close = () => {
    panel.value = "none";
  };
  const send = () => {
    const text = speech(draft.value);
    draft.value = "";
    if (text) say(text);
    close();
  };
  const key = (event: KeyboardEvent) => {
    // Enter and Esc end a word that is being composed first. Safari says so only by the old code.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") send();
    if (event.key === "Escape") close();
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
  };
  return (
    <div class="entry">
      <input
        ref={field}
        aria-label={t("chat.say")}
        placeholder={t("chat.say")}
        value={draft.value}
        maxLength={CHAT_CHARS_MAX * 2}
        autocomplete="off"
        enterkeyhint="send"
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onKeyDown={key}
        onBlur={close}
      />
      {/* The field keeps the focus, or leaving it would close all before the press is done. */}
      <button type="button" {...unfocused} onClick={send}>
        {t("chat.send")}
      </button>
    </div>
  );
}

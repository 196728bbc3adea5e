// What can be set, on six pages. Every change holds at once: there is nothing to confirm.

import { type Signal, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { reset } from "../../settings";
import { t } from "../../text";
import { Modal } from "../modal";
import { dialog } from "../state";
import { Controls } from "./controls";
import { Access, Network, Play, Sound, Video } from "./pages";

const PAGES = [
  ["play", Play],
  ["controls", Controls],
  ["video", Video],
  ["sound", Sound],
  ["access", Access],
  ["network", Network],
] as const;
type Page = (typeof PAGES)[number][0];

/** The one that was open last. */
const open: Signal<Page> = signal("play");

export function SettingsDialog() {
  const close = () => {
    dialog.value = null;
  };
  const Shown = PAGES.find(([page]) => page === open.value)?.[1] ?? Play;
  return (
    <Modal title={t("settings.title")} closed={close}>
      <div class="settings">
        <Tabs />
        <section role="tabpanel" id="settings-page" aria-labelledby={`settings-${open.value}`}>
          <Shown />
        </section>
        {/* The browser closes the dialog, and gives the focus back to where it was. */}
        <form method="dialog" class="row ends">
          <Reset />
          <button type="submit" class="play">
            {t("settings.done")}
          </button>
        </form>
      </div>
    </Modal>
  );
}

/** One of them has the focus; arrows go to the others. */
function Tabs() {
  const list = useRef<HTMLDivElement>(null);
  // After the dialog is open: it gives the focus to the first tab, whichever is chosen.
  useEffect(() => list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus(), []);
  const key = (event: KeyboardEvent) => {
    const to = neighbour(
      PAGES.findIndex(([page]) => page === open.value),
      event.key,
    );
    const next = PAGES[to];
    if (!next) return;
    event.preventDefault();
    open.value = next[0];
    list.current?.querySelectorAll<HTMLElement>("button")[to]?.focus();
  };
  return (
    <div role="tablist" aria-label={t("settings.title")} ref={list} onKeyDown={key}>
      {PAGES.map(([page]) => (
        <button
          type="button"
          role="tab"
          key={page}
          id={`settings-${page}`}
          aria-selected={page === open.value}
          aria-controls="settings-page"
          tabIndex={page === open.value ? 0 : -1}
          onClick={() => {
            open.value = page;
          }}
        >
          {t(`settings.${page}`)}
        </button>
      ))}
    </div>
  );
}

/** Where a key leads from tab `at`; -1 for no tab's key. */
function neighbour(at: number, key: string): number {
  const last = PAGES.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowRight" || key === "ArrowDown") return at === last ? 0 : at + 1;
  if (key === "ArrowLeft" || key === "ArrowUp") return at === 0 ? last : at - 1;
  return -1;
}

/** Asks once more, for it takes back everything. */
function Reset() {
  const [sure, setSure] = useState(false);
  const press = () => {
    if (sure) reset();
    setSure(!sure);
  };
  return (
    <button type="button" class={sure ? "danger" : ""} onClick={press} onBlur={() => setSure(false)}>
      {t(sure ? "settings.resetSure" : "settings.reset")}
    </button>
  );
}

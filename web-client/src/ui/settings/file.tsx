// All settings as a file: for another browser, or to keep them.

import { useRef, useState } from "preact/hooks";
import { fileOf, settings, takeFile } from "../../settings";
import { t } from "../../text";

/** Bytes; the settings are 3,000. Who chose a film by mistake does not wait until all of it is read. */
const SIZE_MAX = 100_000;

export function SettingsFile() {
  const chooser = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<ReturnType<typeof takeFile> | null>(null);
  const chosen = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const text = file.size > SIZE_MAX ? "" : await file.text().catch(() => "");
    // Else the same file could not be chosen again.
    input.value = "";
    setOutcome(takeFile(text));
  };
  return (
    <>
      <p class="field">
        <span>{t("settings.file")}</span>
        <span class="pair">
          <button type="button" onClick={save}>
            {t("settings.save")}
          </button>
          <button type="button" onClick={() => chooser.current?.click()}>
            {t("settings.load")}
          </button>
        </span>
      </p>
      <input type="file" accept=".json" hidden ref={chooser} onChange={(event) => chosen(event.currentTarget)} />
      <p class="outcome" role="status">
        {outcome && t(`settings.${outcome}`)}
      </p>
    </>
  );
}

/** Milliseconds in which a browser has begun to save a file. */
const SAVED_MS = 10_000;

function save(): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([fileOf(settings.value)], { type: "application/json" }));
  link.download = "fracas-settings.json";
  link.click();
  // Some browsers read it only afterwards.
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_MS);
}

// The pages of the settings that are plain fields.

import { canFullscreen, isFullscreen, toggleFullscreen } from "../../fullscreen";
import { change, RANGES, settings } from "../../settings";
import { t } from "../../text";
import { LANGUAGES, nameOf } from "../../text/languages";
import { Choice, Slider, Switch } from "../fields";
import { SettingsFile } from "./file";

export function Play() {
  const { language, numbers, nameTags, warnLeaving } = settings.value;
  return (
    <div class="fields">
      <Choice
        label={t("settings.language")}
        value={language}
        options={[
          ["auto", t("settings.languageAuto")],
          // Each in itself: who reads no other one finds it.
          ...LANGUAGES.map((tag) => [tag, nameOf(tag)] as const),
        ]}
        changed={(value) => change({ language: value })}
      />
      <Choice
        label={t("settings.nameTags")}
        value={nameTags}
        options={[
          ["near", t("settings.namesNear")],
          ["none", t("settings.namesNone")],
        ]}
        changed={(value) => change({ nameTags: value })}
      />
      <Switch label={t("settings.numbers")} on={numbers} changed={(on) => change({ numbers: on })} />
      <Switch label={t("settings.warnLeaving")} on={warnLeaving} changed={(on) => change({ warnLeaving: on })} />
      <SettingsFile />
    </div>
  );
}

export function Video() {
  const { quality, trails } = settings.value;
  return (
    <div class="fields">
      <Choice
        label={t("settings.quality")}
        value={quality}
        options={[
          ["auto", t("settings.qualityAuto")],
          [1, t("settings.qualityFull")],
          [0.75, t("settings.percent", { percent: 75 })],
          [0.5, t("settings.percent", { percent: 50 })],
        ]}
        changed={(value) => change({ quality: value })}
      />
      <Switch label={t("settings.trails")} on={trails} changed={(on) => change({ trails: on })} />
      {canFullscreen && (
        <p class="field">
          <span>{t("settings.fullscreen")}</span>
          <button type="button" onClick={() => toggleFullscreen()}>
            {t(isFullscreen.value ? "settings.fullscreenOff" : "settings.fullscreenOn")}
          </button>
        </p>
      )}
    </div>
  );
}

export function Sound() {
  const { volume, muted } = settings.value;
  return (
    <div class="fields">
      <Slider
        label={t("settings.volume")}
        value={volume}
        range={RANGES.volume}
        changed={(value) => change({ volume: value })}
      />
      <Switch label={t("settings.muted")} on={muted} changed={(on) => change({ muted: on })} />
    </div>
  );
}

export function Access() {
  const { motion, shake, flashes, colours } = settings.value;
  return (
    <div class="fields">
      <Choice
        label={t("settings.motion")}
        value={motion}
        options={[
          ["auto", t("settings.motionAuto")],
          ["full", t("settings.motionFull")],
          ["less", t("settings.motionLess")],
        ]}
        changed={(value) => change({ motion: value })}
      />
      <Slider
        label={t("settings.shake")}
        value={shake}
        range={RANGES.shake}
        changed={(value) => change({ shake: value })}
      />
      <Switch label={t("settings.flashes")} on={flashes} changed={(on) => change({ flashes: on })} />
      <Choice
        label={t("settings.colours")}
        value={colours}
        options={[
          ["everyone", t("settings.coloursEveryone")],
          ["two", t("settings.coloursTwo")],
        ]}
        changed={(value) => change({ colours: value })}
      />
    </div>
  );
}

export function Network() {
  return (
    <div class="fields">
      <Choice
        label={t("settings.netGraph")}
        value={settings.value.netGraph}
        options={[
          [0, t("settings.netNone")],
          [1, t("settings.netLine")],
          [2, t("settings.netCurves")],
        ]}
        changed={(value) => change({ netGraph: value })}
      />
    </div>
  );
}

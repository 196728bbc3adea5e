// How to play, in ten seconds: a picture of each control of the device in use, and three rules.

import type { ComponentChildren } from "preact";
import { type Action, PAD_SLOT } from "../bindings/actions";
import { device } from "../bindings/device";
import { labelOf } from "../bindings/labels";
import { settings } from "../settings";
import { runs, t } from "../text";
import { keyOf, keysOf } from "./hints";
import { Words } from "./words";

/** Buttons of the mouse that have a picture. */
const BUTTONS = { Mouse0: "left", Mouse2: "right" } as const;

export function HowTo() {
  return (
    <div class="howto">
      <div class="controls">
        <Controls />
      </div>
      <ol class="rules">
        <Rule icon="scrap">
          <Words of={runs("howto.scrap")} />
        </Rule>
        <Rule icon="star">
          <Words of={runs("howto.level")} />
        </Rule>
        <Rule icon="crown">
          <Words of={runs("howto.crown")} />
        </Rule>
      </ol>
    </div>
  );
}

function Controls() {
  switch (device.value) {
    case "touch":
      return <Thumbs />;
    case "pad":
      return <Pad />;
    case "keys":
      return <KeysAndMouse />;
  }
}

function KeysAndMouse() {
  return (
    <>
      <Control text={t("help.fly")}>
        <span class="cross">
          {(["up", "left", "down", "right"] as const).map((action) => (
            <Key key={action} action={action} />
          ))}
        </span>
      </Control>
      <Control text={t("help.aim")}>
        <Mouse lit="" />
      </Control>
      <Weapon action="fire" />
      <Weapon action="rail" />
      <Control text={t("help.boost")}>
        <Caps keys={keysOf("boost").slice(0, 1)} />
      </Control>
    </>
  );
}

function Key({ action }: { action: Action }) {
  const label = keyOf(action);
  return label ? <kbd class={action}>{label}</kbd> : null;
}

/** By a button of the mouse where it is bound to one, and by its keys. */
function Weapon({ action }: { action: "fire" | "rail" }) {
  const codes = settings.value.bindings[action].slice(0, PAD_SLOT).filter((code) => code !== "");
  const button = codes.find((code) => code in BUTTONS);
  const keys = codes.filter((code) => code !== button).map((code) => labelOf(code));
  return (
    <Control text={t(`help.${action}`)} keys={button ? keys : []}>
      {button ? <Mouse lit={BUTTONS[button as keyof typeof BUTTONS]} /> : <Caps keys={keys} />}
    </Control>
  );
}

function Thumbs() {
  const { swap, autoFire } = settings.value.touch;
  const fly = (
    <Control text={t("help.fly")}>
      <Stick side={swap ? "right" : "left"} />
    </Control>
  );
  return (
    <>
      {!swap && fly}
      <Control text={t(autoFire ? "howto.aimAndFire" : "help.aim")}>
        <Stick side={swap ? "left" : "right"} />
      </Control>
      {swap && fly}
      <Control text={t("howto.held")}>
        <Caps keys={[t("touch.boost"), t("touch.rail")]} />
      </Control>
    </>
  );
}

function Pad() {
  return (
    <>
      <Control text={t("help.fly")}>
        <Stick side="left" />
      </Control>
      <Control text={t("help.aim")}>
        <Stick side="right" />
      </Control>
      {(["fire", "rail", "boost"] as const).map((action) => (
        <Control key={action} text={t(`help.${action}`)}>
          <Caps keys={keysOf(action)} />
        </Control>
      ))}
    </>
  );
}

/** One thing to do, with the picture of how; `keys` do the same. */
function Control({ text, keys = [], children }: { text: string; keys?: string[]; children: ComponentChildren }) {
  return (
    <figure>
      <span class="picture">{children}</span>
      <figcaption>
        <b>{text}</b>
        {keys.length > 0 && <Caps keys={keys} />}
      </figcaption>
    </figure>
  );
}

function Caps({ keys }: { keys: string[] }) {
  return (
    <span class="caps">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

function Rule({ icon, children }: { icon: string; children: ComponentChildren }) {
  return (
    <li>
      <i class={`icon ${icon}`} />
      <p>{children}</p>
    </li>
  );
}

/** A mouse, one of its buttons pressed; none: it moves. */
function Mouse({ lit }: { lit: "left" | "right" | "" }) {
  return (
    <svg viewBox="0 0 56 64" aria-hidden="true">
      <rect x="12" y="4" width="32" height="52" rx="15" class="body" />
      {lit === "left" && <path d="M28 4h-1a15 15 0 0 0-15 15v5h16z" class="lit" />}
      {lit === "right" && <path d="M28 4h1a15 15 0 0 1 15 15v5H28z" class="lit" />}
      <path d="M12 24h32M28 4v20" class="line" />
      {lit === "" && <path d="M4 34 8 29v10zM52 34l-4-5v10zM28 64l-5-4h10z" class="lit" />}
    </svg>
  );
}

/** A stick that is pushed, at one side of the device. */
function Stick({ side }: { side: "left" | "right" }) {
  const x = side === "left" ? 20 : 76;
  return (
    <svg viewBox="0 0 96 64" aria-hidden="true">
      <rect x="2" y="4" width="92" height="56" rx="9" class="body" />
      <circle cx={x} cy="38" r="15" class="line" />
      <circle cx={x + 6} cy="32" r="8" class="lit" />
    </svg>
  );
}

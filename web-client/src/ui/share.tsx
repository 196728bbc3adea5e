// The link of a room to send to friends: to copy, to share, to scan, or to say over the phone.

import { useMemo, useRef, useState } from "preact/hooks";
import { css, SHADE } from "../render/palette";
import { t } from "../text";
import { Modal } from "./modal";
import { qrPath } from "./qr";
import { dialog } from "./state";

export function Share({ code }: { code: string }) {
  const link = `${location.origin}/r/${code}`;
  const { size, path } = useMemo(() => qrPath(link), [link]);
  return (
    <Modal title={t("share.title")} closed={() => (dialog.value = null)}>
      <div class="share">
        <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("share.qr", { link })}>
          <path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" />
          <path d={path} fill={css(SHADE)} shape-rendering="crispEdges" />
        </svg>
        <div class="linkways">
          <p class="code">{code}</p>
          <Link link={link} />
          {isOwnMachine(location.hostname) && <p class="note">{t("share.ownMachine")}</p>}
          <div class="row ends">
            <button type="button" class="play" onClick={() => (dialog.value = null)}>
              {t("share.fight")}
            </button>
          </div>
        </div>
      </div>
    </Modal>
  );
}

function Link({ link }: { link: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  return (
    <>
      <div class="row">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={t("share.link")}
          onFocus={(e) => e.currentTarget.select()}
        />
        <button type="button" onClick={async () => setCopied(await copy(link, field.current))}>
          {t(copied ? "share.copied" : "share.copy")}
        </button>
      </div>
      {"share" in navigator && (
        <button type="button" onClick={() => navigator.share({ title: "Fracas", url: link }).catch(() => {})}>
          {t("share.share")}
        </button>
      )}
    </>
  );
}

/** Copies `text`, which stands in `field`. Pages that came by http have no clipboard but for what is selected. */
async function copy(text: string, field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand("copy");
  }
}

/** A host name that means another machine elsewhere. */
function isOwnMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

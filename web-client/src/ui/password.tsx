// Asks for the password of a room. It goes into the body of one request and is kept nowhere.

import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../text";
import type { Actions } from "./actions";
import { Modal } from "./modal";
import { PASSWORD_CHARS_MAX } from "./roomform";
import { dialog, roomCard } from "./state";

export function Password({ actions, wrong, code }: { actions: Actions; wrong: boolean; code: string }) {
  const field = useRef<HTMLInputElement>(null);
  // After a wrong one the next is typed at once.
  useLayoutEffect(() => field.current?.select(), [wrong]);
  const leave = () => {
    dialog.value = null;
    actions.otherRooms();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (field.current?.value) actions.givePassword(field.current.value);
  };
  return (
    <Modal title={roomCard.value?.name ?? t("password.room", { code })} closed={leave}>
      <form onSubmit={submit}>
        <label for="password">{t("password.wanted")}</label>
        <div class="row">
          <input id="password" ref={field} type="password" maxLength={PASSWORD_CHARS_MAX} autocomplete="off" />
          <button type="submit" class="play">
            {t("password.enter")}
          </button>
        </div>
        <p class="note" role="status">
          {wrong ? <span class="bad">{t("password.wrong")}</span> : t("password.hint")}
        </p>
      </form>
    </Modal>
  );
}

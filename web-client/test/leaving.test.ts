import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Status } from "../src/net/session";

const SEATED: Status = { kind: "seated", slot: 3, name: "Ada" };
const why = { name: "wrong-version", detail: "" };

describe("a page that goes", () => {
  let page: EventTarget;
  let reload: () => void;

  beforeEach(() => {
    vi.resetModules();
    page = new EventTarget();
    reload = vi.fn();
    vi.stubGlobal("window", page);
    vi.stubGlobal("location", { search: "", reload });
  });
  afterEach(() => vi.unstubAllGlobals());

  /** A page with such a line, and with a ship as far as it knows. */
  async function at(status: Status, alive = true) {
    const state = await import("../src/ui/state");
    const leaving = await import("../src/leaving");
    const { change } = await import("../src/settings");
    state.status.value = status;
    leaving.warnOfLeaving(() => alive);
    return { ...leaving, change };
  }
  /** True when the browser asks before it lets the page go. */
  const asks = () => !page.dispatchEvent(new Event("beforeunload", { cancelable: true }));

  test("with a living ship is asked for, unless that is not wanted", async () => {
    const { change } = await at(SEATED);
    expect(asks()).toBe(true);
    change({ warnLeaving: false });
    expect(asks()).toBe(false);
  });

  test("between two ships is not asked for", async () => {
    await at(SEATED, false);
    expect(asks()).toBe(false);
  });

  test.each<Status>([
    { kind: "watching" },
    { kind: "waiting", attempt: 1, retryAt: 0, waitMs: 0, why },
    { kind: "closed", why, way: "reload" },
  ])("whose line is $kind has no ship to lose, whatever it knew last", async (status) => {
    await at(status);
    expect(asks()).toBe(false);
  });

  test("and comes again because it was told to is not asked for", async () => {
    const { loadAnew } = await at(SEATED);
    vi.mocked(reload).mockImplementation(() => expect(asks()).toBe(false));
    loadAnew();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

// Watches over the game's coming. Its files are named by their content: a page that was read just before the server was
// renewed asks for some that are gone. This file is none of them, so that it is there whatever is missing.

{
  /** Once more by itself, and not for ever: then it is the reader's to say. */
  let mayLoadAnew = performance.getEntriesByType("navigation")[0]?.type !== "reload";

  /** Loads the page anew where there is one to be had: else the browser's own page of errors would stand here. */
  function loadAnew() {
    fetch(location.href, { cache: "no-store" }).then(({ ok }) => (ok ? location.reload() : tell()), tell);
  }

  function tell() {
    document.getElementById("opening").className = "failed";
    addEventListener("online", loadAnew, { once: true });
  }

  function failed() {
    if (mayLoadAnew) loadAnew();
    else tell();
    mayLoadAnew = false;
  }

  /** Without it there is no game. What is only asked for ahead (rel=modulepreload) is asked for again. */
  function isNeeded({ tagName, rel }) {
    return tagName === "SCRIPT" || (tagName === "LINK" && rel === "stylesheet");
  }

  addEventListener("error", ({ target }) => isNeeded(target) && failed(), true);
  // As main.ts says when the larger scripts did not come, or failed.
  addEventListener("unopened", failed);
}

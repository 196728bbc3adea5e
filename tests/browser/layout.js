// What is wrong with how a page is laid out.

/** What cannot be reached or read: controls out of the window, and words out of their control. Runs in the page. */
export function outOfPlace() {
  const { innerWidth: wide, innerHeight: high } = window;
  const scrolls = (node) => node && (/auto|scroll/.test(getComputedStyle(node).overflowY) || scrolls(node.parentElement));
  const found = [];
  for (const node of document.querySelectorAll("button, input, select, a, h1, h2, p, th, td")) {
    const box = node.getBoundingClientRect();
    if (!node.checkVisibility({ visibilityProperty: true }) || box.width < 2 || node.closest("#hud, .unseen")) continue;
    const what = `${node.tagName.toLowerCase()} "${(node.innerText || node.ariaLabel || node.value || "").slice(0, 40)}"`;
    if (box.left < -1 || box.right > wide + 1) found.push(`${what} from ${box.left | 0} to ${box.right | 0} of ${wide}`);
    const inWindow = box.top >= -1 && box.bottom <= high + 1;
    if (!inWindow && !scrolls(node)) found.push(`${what} from ${box.top | 0} down to ${box.bottom | 0} of ${high}`);
    if (node.tagName === "BUTTON" && node.scrollWidth > node.clientWidth + 1) found.push(`${what} is wider than its box`);
  }
  return found;
}

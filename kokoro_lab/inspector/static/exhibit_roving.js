// Several things to press and one stop of the Tab key: the arrow keys go from one to the next.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// The place that a key leads to, null if it leads nowhere.
export function target(key, at, count) {
  if (count === 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step));
}

export function rove(root, selector) {
  const nodes = () => [...root.querySelectorAll(selector)];
  const stop = (chosen) => nodes().forEach((node) => (node.tabIndex = node === chosen ? 0 : -1));
  root.addEventListener("focusin", (event) => {
    const node = event.target.closest(selector);
    if (node) stop(node);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches(selector)) return;
    const all = nodes();
    const next = target(event.key, all.indexOf(event.target), all.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation(); // the same keys move the ruler's cursor
    all[next].focus();
  });
  const [first, ...rest] = nodes();
  if (first && ![first, ...rest].some((node) => node.getAttribute("tabindex") === "0")) stop(first);
}

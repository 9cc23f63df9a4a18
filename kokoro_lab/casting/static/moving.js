// What is moved by hand: with a pointer, or with the keys that a slider has.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

const plain = ({ ctrlKey, metaKey, altKey }) => !ctrlKey && !metaKey && !altKey;

// The direction of an arrow key, [1, 0] for right and [0, 1] for up; null for other keys and for shortcuts.
export const arrowOf = (event) => (plain(event) && ARROWS[event.key]) || null;

// How many steps a key goes along a slider; null for other keys.
export const stepsOf = (key) => (Object.hasOwn(STEPS, key) ? STEPS[key] : null);

// A mouse moves over `node`: told once for each time. What scrolls beneath a mouse at rest is not meant.
export function hoverable(node, { onEnter, onLeave }) {
  let over = false;
  node.addEventListener("pointermove", ({ pointerType }) => {
    if (over || pointerType === "touch") return;
    over = true;
    onEnter();
  });
  node.addEventListener("pointerleave", () => {
    over = false;
    onLeave();
  });
}

// A pointer that goes down within `area` is followed until it is let go, wherever it goes meanwhile.
export function draggable(area, { onStart = () => {}, onMove, onEnd }) {
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    area.setPointerCapture(event.pointerId);
    onStart(event);
  });
  area.addEventListener("pointermove", (event) => area.hasPointerCapture(event.pointerId) && onMove(event));
  area.addEventListener("lostpointercapture", onEnd); // let go, or taken over by the browser
}

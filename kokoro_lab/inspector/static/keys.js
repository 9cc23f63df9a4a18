// The keys of the transport, and the list that shows all of them.
import { make } from "./dom.js";
import { KEYS as RULER } from "./ruler_keys.js";

export const KEYS = [
  ["Space", "play, pause"], ["L", "loop"], ["H", "half speed"], ["A, B", "hear one or the other"], ["`", "switch between A and B"],
  ["Ctrl+Z", "undo: to the fork before"], ["Ctrl+Shift+Z", "redo"], ["P", "pin what is shown as A"], ["Esc", "stop, cancel"], ["?", "this list"],
];
export const TYPING = "input:not([type=range]):not([type=checkbox]), textarea"; // where text is written
const FIELDS = `${TYPING}, select, [contenteditable=''], [contenteditable=true]`; // keys are theirs
const PRESSING = "button, a, summary, [role=option], [role=tab]"; // Space is theirs

// Listens for the whole inspector; in a notebook only while the focus is within, because keys are the notebook's.
export function listen(root, actions) {
  const within = root.closest("[data-notebook]") !== null;
  function onKey(event) {
    const { target } = event;
    const here = root.contains(target) || (!within && target === document.body && root.checkVisibility());
    if (!here || event.defaultPrevented || event.altKey || target.closest(`dialog, ${FIELDS}`)) return;
    const key = nameOf(event);
    if (key === "Space" && target.closest(PRESSING)) return;
    if (!Object.hasOwn(actions, key)) return;
    event.preventDefault();
    actions[key]();
  }
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

// "Space", "L", "Ctrl+Z", "?"; on a Mac the command key stands for Ctrl.
export function nameOf({ key, ctrlKey, metaKey, shiftKey }) {
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  const letter = /^[A-Z]$/.test(name);
  return [(ctrlKey || metaKey) && "Ctrl", shiftKey && letter && "Shift", name].filter(Boolean).join("+");
}

// A dialog with the keys.
export function sheet() {
  const dialog = make("dialog", "kl-keys");
  dialog.setAttribute("aria-label", "Keys");
  const close = make("button", "kl-button", "Close");
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  for (const [title, keys] of [["Keys", KEYS], ["On the ruler", RULER]]) {
    const [part, list] = [make("section", ""), make("dl", "")];
    for (const [key, what] of keys) list.append(make("dt", "", key), make("dd", "", what));
    part.append(make("h3", "", title), list);
    dialog.append(part);
  }
  dialog.append(close);
  return { dialog, toggle: () => (dialog.open ? dialog.close() : dialog.showModal()) };
}

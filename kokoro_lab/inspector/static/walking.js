// The way through the forks: undo, redo, any fork by its dot, and the one that is held as A.
import { button, pressed } from "./button.js";
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { render as forks } from "./forks.js";

export function render({ model, el, act }) {
  el.classList.add("kl-walk");
  const undo = button("kl-step", "↶", "Ctrl+Z", () => act.undo(), "Undo");
  const redo = button("kl-step", "↷", "Ctrl+Shift+Z", () => act.redo(), "Redo");
  const pin = button("kl-pin", "Pin as A", "P", () => act.pin(model.get("pinned") ? null : model.get("trace")));
  const tree = make("div", "");
  el.append(undo, redo, tree, pin);
  const close = forks({ model, el: tree, act });

  function show() {
    undo.disabled = !model.get("history").canUndo;
    redo.disabled = !model.get("history").canRedo;
    pin.disabled = !model.get("trace");
    const pinned = Boolean(model.get("pinned"));
    pressed(pin, pinned);
    pin.title = pinned ? "Let A go: each change is held against what it was made from (P)" : "Keep this one as A, and hold whatever comes next against it (P)";
  }

  const events = ["trace", "history", "pinned"].map((name) => `change:${name}`);
  const deaf = listen(model, Object.fromEntries(events.map((event) => [event, show])));
  show();
  return () => {
    deaf();
    close();
  };
}

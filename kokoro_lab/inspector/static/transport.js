// The bar below: what is heard and how, the forks, and what is being done; with the keys of all that.
import { button } from "./button.js";
import { render as doing } from "./doing.js";
import { make } from "./dom.js";
import { listen, sheet } from "./keys.js";
import { render as listening } from "./listening.js";
import { render as walking } from "./walking.js";

function render({ model, el, act }) {
  el.classList.add("kl-transport");
  const keys = sheet();
  const row = make("div", "kl-controls");
  const [left, right, below] = ["div", "div", "div"].map((tag) => make(tag, ""));
  row.append(left, below, right, button("kl-help", "?", "?", keys.toggle, "Keys"));
  el.append(row, keys.dialog);
  const parts = [[listening, left], [walking, right], [doing, below]];
  const closers = parts.map(([view, place]) => view({ model, el: place, act }));
  closers.push(listen(el.closest(".kl-inspector") ?? el, actions(el, model, act, keys)));
  return () => closers.forEach((close) => close());
}

// What each key does: mostly what the button does on which it stands.
function actions(el, model, act, keys) {
  const click = (name) => () => el.querySelector(name).click();
  const other = () => (model.get("showing") === "A" || !model.get("other") ? "B" : "A");
  return {
    Space: () => act.toggle(),
    L: click(".kl-loop"),
    H: click(".kl-half"),
    P: click(".kl-pin"),
    A: click(".kl-side:first-child"),
    B: click(".kl-side:last-child"),
    "`": () => act.show(other()),
    "Ctrl+Z": () => act.undo(),
    "Ctrl+Shift+Z": () => act.redo(),
    "Ctrl+Y": () => act.redo(),
    Escape: () => act.stop(),
    "?": keys.toggle,
  };
}

export default { render };

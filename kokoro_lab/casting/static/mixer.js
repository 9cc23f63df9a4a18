// The mixer: a formula as sliders, as a pad, as arithmetic and as text; each writes the others.
import { make } from "../inspector/dom.js";
import { TYPING, nameOf } from "../inspector/keys.js";
import { Hearing, hearBar } from "./hearing.js";
import { actions } from "./mixer_actions.js";
import { arithmetic } from "./mixer_arithmetic.js";
import { Desk } from "./mixer_desk.js";
import { formulaBox } from "./mixer_formula.js";
import { nearest } from "./mixer_nearest.js";
import { voiceRows } from "./mixer_rows.js";
import { shelf } from "./mixer_shelf.js";
import { pad } from "./pad.js";
import { strength } from "./strength.js";

function render({ model, el, act, lookup }) {
  el.classList.add("kl-mixer");
  const [desk, hearing] = [new Desk(model, act), new Hearing(model, act)];
  const parts = { model, act, lookup, desk, hearing };
  const group = (className, ...builders) => {
    const node = make("div", className);
    node.append(...builders.map((build) => build(parts)));
    return node;
  };
  const mix = () => group("kl-mixer-mix", formulaBox, hearBar, actions);
  el.append(group("kl-mixer-left", voiceRows, mix, arithmetic, strength), group("kl-mixer-right", pad, nearest, shelf));

  el.addEventListener("keydown", (event) => {
    const by = { "Ctrl+Z": -1, "Ctrl+Shift+Z": 1, "Ctrl+Y": 1 }[nameOf(event)];
    if (!by || event.target.closest(TYPING)) return; // text has an undo of its own
    event.preventDefault();
    desk.back(by);
  });
}

export default { render };

// The mixer: a formula as sliders, as a pad, as arithmetic and as text; each writes the others.
import { make } from "../inspector/dom.js";
import { nameOf } from "../inspector/keys.js";
import { takeAlong } from "./mixer_along.js";
import { arithmetic } from "./mixer_arithmetic.js";
import { formulaBox } from "./mixer_box.js";
import { Desk } from "./mixer_desk.js";
import { hearBar, Hearing } from "./mixer_hear.js";
import { nearest } from "./mixer_nearest.js";
import { voiceRows } from "./mixer_rows.js";
import { shelf } from "./mixer_shelf.js";
import { pad } from "./pad.js";
import { strength } from "./strength.js";

const TYPING = "input:not([type=range]):not([type=checkbox]), textarea";

function render({ model, el, act, lookup }) {
  el.classList.add("kl-mixer");
  const [desk, hearing] = [new Desk(model, act), new Hearing(model, act)];
  const parts = { model, act, lookup, desk, hearing };
  const made = [];
  const build = (part) => {
    const one = part(parts);
    made.push(one);
    return one.node;
  };
  const column = (className, ...builders) => {
    const node = make("div", className);
    node.append(...builders.map(build));
    return node;
  };
  el.append(
    column("kl-mixer-top", formulaBox, hearBar, takeAlong),
    column("kl-mixer-left", voiceRows, arithmetic, strength),
    column("kl-mixer-right", pad, nearest, shelf),
  );

  function onKey(event) {
    const by = { "Ctrl+Z": -1, "Ctrl+Shift+Z": 1, "Ctrl+Y": 1 }[nameOf(event)];
    if (!by || event.target.closest(TYPING)) return; // text has an undo of its own
    event.preventDefault();
    desk.back(by);
  }
  el.addEventListener("keydown", onKey);
  return () => {
    el.removeEventListener("keydown", onKey);
    for (const part of [...made, hearing, desk]) part.close();
  };
}

export default { render };

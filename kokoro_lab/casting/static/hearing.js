// Hearing the mix: when one presses, or when a slider is let go.
import { make } from "../inspector/dom.js";
import { tick, wordButton } from "./controls.js";
import { whenever } from "./whenever.js";

const TOGETHER = 300; // milliseconds in which several releases are one

export class Hearing {
  constructor(model, act) {
    Object.assign(this, { model, act });
  }

  // One choice for all views.
  get eachChange() {
    return this.model.get("hearEachChange") ?? true;
  }

  // A slider was let go.
  released() {
    clearTimeout(this.soon);
    if (this.eachChange) this.soon = setTimeout(() => this.hear(), TOGETHER);
  }

  hear(formula = this.model.get("mix")) {
    clearTimeout(this.soon);
    if (formula && !this.model.get("mixFailure")) this.act.speak([formula], { play: true });
  }
}

// The button for it, which says what is going on; the tray below has what stops it.
export function hearBar({ model, hearing }) {
  const node = make("div", "kl-mixer-hear");
  const hear = wordButton("Hear", () => hearing.hear(), "kl-button kl-mixer-play");
  const each = tick("hear each change", hearing.eachChange, (on) => model.set("hearEachChange", on));
  node.append(hear, each);
  whenever(model, ["making", "mix", "mixFailure", "hearEachChange"], () => {
    each.firstChild.checked = hearing.eachChange;
    const own = model.get("making").includes(model.get("mix"));
    hear.textContent = own ? "Being made …" : "Hear";
    hear.disabled = own || Boolean(model.get("mixFailure")) || !model.get("mix");
  });
  return node;
}

// Hearing the mix: when one presses, or when a slider is let go.
import { make } from "../inspector/dom.js";

const TOGETHER = 300; // milliseconds in which several releases are one

export class Hearing {
  constructor(model, act) {
    Object.assign(this, { model, act });
  }

  // One choice for all views.
  get onRelease() {
    return this.model.get("hearOnRelease") ?? true;
  }

  // A slider was let go.
  released() {
    clearTimeout(this.soon);
    if (this.onRelease) this.soon = setTimeout(() => this.hear(), TOGETHER);
  }

  hear(formula = this.model.get("mix")) {
    clearTimeout(this.soon);
    if (formula && !this.model.get("mixFailure")) this.act.speak([formula], { play: true });
  }

  close() {
    clearTimeout(this.soon);
  }
}

// The buttons for it, and what is going on.
export function hearBar({ model, act, hearing }) {
  const node = make("div", "kl-mixer-hear");
  const hear = make("button", "kl-button kl-mixer-play", "Hear");
  const cancel = make("button", "kl-button", "Cancel");
  const said = make("span", "kl-mixer-making");
  said.setAttribute("role", "status");
  hear.type = cancel.type = "button";
  hear.addEventListener("click", () => hearing.hear());
  cancel.addEventListener("click", () => act.cancel());
  const release = tick("hear on release", hearing.onRelease, (on) => model.set("hearOnRelease", on));
  node.append(hear, release, said, cancel);
  const show = () => {
    release.firstChild.checked = hearing.onRelease;
    const making = model.get("making") ?? [];
    const own = making.includes(model.get("mix"));
    said.textContent = making.length ? (own ? "Being made …" : `Making ${making.length} …`) : "";
    cancel.hidden = !making.length;
    hear.disabled = own || Boolean(model.get("mixFailure")) || !model.get("mix");
  };
  const events = ["change:making", "change:mix", "change:mixFailure", "change:hearOnRelease"];
  for (const event of events) model.on(event, show);
  show();
  return { node, close: () => events.forEach((event) => model.off(event, show)) };
}

// A checkbox with its words.
export function tick(text, on, onChange) {
  const label = make("label", "kl-mixer-tick");
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = on;
  box.addEventListener("change", () => onChange(box.checked));
  label.append(box, make("span", "", text));
  return label;
}

// Above the tiers: zoom, the overview, the key to A and B, and the keys.
import { make } from "./dom.js";
import { KEYS } from "./ruler_keys.js";

export class Bar {
  constructor(ruler) {
    this.el = make("div", "kl-ruler-bar");
    const tools = make("div", "kl-ruler-tools");
    this.keys = make("dl", "kl-ruler-keys");
    this.keys.id = `${ruler.id}-keys`;
    this.keys.hidden = true;
    for (const [key, meaning] of KEYS) this.keys.append(row(key, meaning));
    tools.append(
      button("−", "Show more time (−)", () => ruler.closer(1 / 1.5)),
      button("+", "Look closer (+)", () => ruler.closer(1.5)),
      button("All", "Show all of it (0)", () => ruler.all()),
      (this.opener = button("Keys", "What the keys do", () => this.toggle())),
    );
    this.opener.setAttribute("aria-controls", this.keys.id);
    this.opener.setAttribute("aria-expanded", false);
    this.legend = make("p", "kl-ruler-legend");
    this.el.append(tools, ruler.overview.el, this.legend, this.keys);
  }
  toggle() {
    this.keys.hidden = !this.keys.hidden;
    this.opener.setAttribute("aria-expanded", !this.keys.hidden);
  }
  // Which line is which, while another trace is held against the one in front.
  show(back, showing) {
    this.legend.hidden = !back;
    if (!back) return;
    const [front, behind] = [
      make("span", "kl-key kl-key-front", `${showing}, in front`),
      make("span", "kl-key kl-key-back", `${showing === "A" ? "B" : "A"}, at the same phonemes`),
    ];
    this.legend.replaceChildren(front, behind, make("span", "kl-key kl-key-fill", "difference"));
  }
}

function button(text, title, onClick) {
  const node = make("button", "kl-small", text);
  node.type = "button";
  node.title = node.ariaLabel = title;
  node.addEventListener("click", onClick);
  return node;
}

function row(key, meaning) {
  const pair = make("div", "");
  pair.append(make("dt", "", key), make("dd", "", meaning));
  return pair;
}

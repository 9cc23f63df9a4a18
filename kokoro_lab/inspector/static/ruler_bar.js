// Above the tiers: zoom, the overview, the key to A and B.
import { make, signButton } from "./dom.js";
import { Hint } from "./ruler_hint.js";

export class Bar {
  constructor(ruler) {
    this.el = make("div", "kl-ruler-bar");
    const tools = make("div", "kl-ruler-tools");
    tools.append(
      signButton("kl-small", "−", "Show more time (−)", () => ruler.closer(1 / 1.5)),
      signButton("kl-small", "+", "Look closer (+)", () => ruler.closer(1.5)),
      signButton("kl-small", "All", "Show all of it (0)", () => ruler.all()),
    );
    this.legend = make("p", "kl-ruler-legend");
    this.hint = new Hint(ruler.model);
    this.el.append(tools, ruler.overview.el, this.hint.el, this.legend);
  }
  // Which line is which, while another trace is held against the one in front.
  show(back, showing, alike, pinned) {
    this.legend.hidden = !back;
    if (!back) return;
    const held = showing === "A" ? "B" : "A";
    const [front, behind] = [
      make("span", "kl-key kl-key-front", `${showing}, in front`),
      make("span", "kl-key kl-key-back", `${held}${pinned && held === "A" ? ", pinned" : ""}, ${alike ? "at the same phonemes" : "at the same time (its phonemes differ)"}`),
    ];
    const rest = [make("span", "kl-key kl-key-fill", "difference"), make("span", "kl-key kl-key-edge", `edges of ${held}`)];
    this.legend.replaceChildren(front, behind, ...rest);
  }
}

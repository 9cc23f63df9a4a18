// The phonemes as a list for those who do not see the canvas: one stop for the keyboard, a name for each.
import { make } from "./dom.js";

export class Options {
  constructor(ruler) {
    this.id = `${ruler.id}-phoneme`;
    this.el = make("ul", "kl-options");
    this.el.tabIndex = 0;
    const names = { role: "listbox", "aria-label": "Phonemes", "aria-orientation": "horizontal", "aria-multiselectable": "true" };
    for (const [name, value] of Object.entries(names)) this.el.setAttribute(name, value);
    this.el.addEventListener("focus", () => ruler.front && !ruler.selection && ruler.mark());
    this.ruler = ruler;
  }
  fill(trace, tier) {
    if (trace === this.trace) return;
    this.trace = trace;
    const items = trace.tokens.map((token, i) => {
      const item = make("li", "", tier.spelled(i));
      item.id = `${this.id}-${i}`;
      item.setAttribute("role", "option");
      return item;
    });
    this.el.replaceChildren(...items);
  }
  point(token, selected) {
    this.el.setAttribute("aria-activedescendant", `${this.id}-${token}`);
    const [first, stop] = selected ? this.ruler.selection : [-1, -1];
    for (const item of this.el.querySelectorAll('[aria-selected="true"]')) item.removeAttribute("aria-selected");
    for (let i = first; i < stop; i += 1) this.el.children[i]?.setAttribute("aria-selected", true);
  }
}

// Folding, soloing and moving tiers: buttons, a handle to drag, and keys on the handle.
import { arranged, reordered } from "./tier_list.js";

export class Order {
  constructor(ruler) {
    this.ruler = ruler;
  }
  get list() {
    const names = [...this.ruler.rows.keys()].filter((name) => name !== "time");
    return arranged(names, this.ruler.model.get("tiers") ?? []);
  }
  set list(tiers) {
    this.ruler.model.set("tiers", tiers);
  }
  serve(row) {
    if (!row.grip) return;
    const name = row.tier.name;
    row.fold.addEventListener("click", () => this.flip(name, "folded"));
    row.solo.addEventListener("click", () => this.flip(name, "solo"));
    row.grip.addEventListener("pointerdown", (event) => this.drag(event, row));
    row.grip.addEventListener("keydown", (event) => this.onKey(event, row));
  }
  flip(name, what) {
    this.list = this.list.map((tier) => (tier.name === name ? { ...tier, [what]: !tier[what] } : tier));
  }
  // The rows as they stand on the page, without the time axis.
  get shown() {
    const rows = this.list.map(({ name }) => this.ruler.rows.get(name));
    return rows.filter((row) => row && !row.el.hidden);
  }
  // Before the row that is shown at that place.
  place(row, index) {
    const others = this.shown.filter((each) => each !== row);
    const before = others[index]?.tier.name;
    const rest = this.list.filter(({ name }) => name !== row.tier.name);
    const to = before === undefined ? rest.length : rest.findIndex(({ name }) => name === before);
    this.list = reordered(this.list, row.tier.name, to);
  }
  onKey(event, row) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.place(row, Math.max(0, this.shown.indexOf(row) + step));
    row.grip.focus();
  }
  drag(event, row) {
    if (event.button) return;
    event.preventDefault();
    row.grip.focus();
    row.el.classList.add("kl-carried");
    const move = ({ clientY }) => {
      const others = this.shown.filter((each) => each !== row);
      const index = others.filter(({ el }) => middle(el) < clientY).length;
      if (index !== this.shown.indexOf(row)) this.place(row, index);
    };
    const end = new AbortController();
    const stop = () => {
      end.abort();
      row.el.classList.remove("kl-carried");
    };
    const { signal } = end;
    document.addEventListener("pointermove", move, { signal }); // the row itself moves in the page, which would end a capture
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, stop, { signal });
  }
}

function middle(el) {
  const { top, height } = el.getBoundingClientRect();
  return top + height / 2;
}

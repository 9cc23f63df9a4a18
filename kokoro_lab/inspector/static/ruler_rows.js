// The rows of the ruler: made for the tiers of a trace, kept for those of the next.
import { same } from "./frames.js";
import { Row } from "./ruler_row.js";
import { tiersOf, visible } from "./tier_list.js";

export class Rows {
  constructor(ruler) {
    Object.assign(this, { ruler, rows: new Map(), made: [] });
  }
  // The tiers of the trace in front; those of the last two are kept, so that A and B change places at once.
  tiers(front, back) {
    const known = this.made.find((made) => made.front === front && made.back === back);
    const letter = back === this.ruler.model.get("trace") ? "B" : "A";
    const made = known ?? { front, back, tiers: tiersOf(front, back, letter) };
    this.made = [made, ...this.made.filter((other) => other !== made)].slice(0, 2);
    return made.tiers;
  }
  build(front, back) {
    const { ruler, rows } = this;
    const changes = new Map(this.changed().map((change) => [change.name, change]));
    const tiers = this.tiers(front, back);
    for (const name of rows.keys()) if (!tiers.some((tier) => tier.name === name)) this.remove(name);
    for (const tier of tiers) {
      if (!rows.has(tier.name)) this.add(tier);
      rows.get(tier.name).show(tier, changes.get(tier.name));
    }
    const { plot, tier } = rows.get("phonemes");
    if (!plot.contains(ruler.options.el)) plot.append(ruler.options.el, ruler.entry.el);
    ruler.options.fill(front, tier);
    this.arrange();
    this.dress();
  }
  // What the server says has changed: against the trace that this one was made from, which need not be the one held.
  changed() {
    const [trace, other] = ["trace", "other"].map((name) => this.ruler.model.get(name));
    return other && same(other.request, trace.base) ? (trace.changed ?? []) : [];
  }
  add(tier) {
    const { ruler } = this;
    const row = new Row(tier, `${ruler.id}-${tier.name}`);
    this.rows.set(tier.name, row);
    ruler.area.append(row.el);
    ruler.order.serve(row);
    ruler.seen.observe(row.plot);
  }
  remove(name) {
    const row = this.rows.get(name);
    this.ruler.seen.unobserve(row.plot);
    row.el.remove();
    this.rows.delete(name);
  }
  arrange() {
    if (!this.rows.size) return;
    const order = this.ruler.order.list;
    const [shown, solo] = [visible(order), order.some((tier) => tier.solo)];
    this.rows.get("time").arrange({ folded: false }, true, false);
    let above = this.rows.get("time").el;
    for (const tier of order) {
      const row = this.rows.get(tier.name);
      if (!row) continue;
      row.arrange(tier, shown.has(tier.name), solo);
      if (above.nextElementSibling !== row.el) above.after(row.el); // what is moved in a page loses the keyboard
      above = row.el;
    }
    this.ruler.mark("tiers");
  }
  dress() {
    for (const row of this.rows.values()) row.colour(this.ruler.theme);
    if (!this.ruler.measured) this.ruler.measure(); // later only when the size has changed: it costs a layout
    this.ruler.mark("tiers", "overview");
  }
}

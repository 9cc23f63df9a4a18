// All of a trace on one time axis: tiers that are zoomed, dragged, folded and changed by hand together.
//
// Reads   trace, other, showing, span, hover, locked, selection, playhead, playing, tiers, busy
// Writes  tiers; everything else through `act`
import { make } from "./dom.js";
import { Bar } from "./ruler_bar.js";
import { Entry } from "./ruler_entry.js";
import { Hand } from "./ruler_hand.js";
import { onKey } from "./ruler_keys.js";
import { Options } from "./ruler_options.js";
import { Order } from "./ruler_order.js";
import { Overlay } from "./ruler_overlay.js";
import { Overview } from "./ruler_overview.js";
import { Pointer } from "./ruler_pointer.js";
import { Row } from "./ruler_row.js";
import { Theme, onTheme } from "./ruler_theme.js";
import { View, around, inside, panned, zoomed } from "./scale.js";
import { arranged, tiersOf, visible } from "./tier_list.js";

const NARROW = 600; // pixels: below, headers stand above their tiers
const FOLLOWED = 0.08; // where in the view the playhead stands when the view has turned a page
const SPEAK_AFTER = 250; // milliseconds that the cursor rests before descriptions are renewed

let count = 0; // for ids: several rulers may stand on one page

class Ruler {
  constructor(model, el, act) {
    Object.assign(this, { model, el, act, id: `kl-ruler-${(count += 1)}`, rows: new Map(), dirty: new Set() });
    this.view = new View([0, 1], 600);
    this.hand = new Hand(this);
    this.overlay = new Overlay();
    this.overview = new Overview(this);
    this.bar = new Bar(this);
    this.area = make("div", "kl-rows");
    this.options = new Options(this);
    this.entry = new Entry(this);
    this.order = new Order(this);
    this.pointer = new Pointer(this);
    el.classList.add("kl-ruler");
    el.setAttribute("role", "group");
    el.setAttribute("aria-label", "Time ruler");
    this.area.append(this.overlay.el);
    el.append(this.bar.el, this.area);
    this.theme = new Theme(el);
  }

  get front() { // the trace that is heard and drawn in front
    const other = this.model.get("other");
    return this.model.get("showing") === "A" && other ? other : this.model.get("trace");
  }
  get back() {
    return this.front === this.model.get("trace") ? this.model.get("other") : this.model.get("trace");
  }
  get limits() {
    return [Math.min(0, this.front?.beginning ?? 0), this.front?.seconds ?? 1];
  }
  get selection() {
    return this.model.get("selection");
  }
  // The phoneme that keys act on.
  get token() {
    const { hover, selection } = { hover: this.model.get("hover"), selection: this.selection };
    if (selection) return Math.min(selection[0], this.front.tokens.length - 1);
    return this.front.tokenAt(hover ?? this.model.get("playhead") ?? 0);
  }

  // A new trace, or another in front: new tiers in the rows that are there.
  build() {
    const { front, back } = this;
    this.el.hidden = !front;
    if (!front) return;
    const changes = new Map((this.model.get("trace").changed ?? []).map((change) => [change.name, change]));
    const tiers = tiersOf(front, back, back === this.model.get("trace") ? "B" : "A");
    for (const [name, row] of this.rows) if (!tiers.some((tier) => tier.name === name)) row.el.remove() ?? this.rows.delete(name);
    for (const tier of tiers) {
      if (!this.rows.has(tier.name)) this.add(new Row(tier, `${this.id}-${tier.name}`), tier.name);
      this.rows.get(tier.name).show(tier, back && changes.get(tier.name));
    }
    this.rows.get("phonemes").plot.append(this.options.el, this.entry.el);
    this.hand.clear();
    this.options.fill(front, tiers.find(({ role }) => role === "phonemes"));
    this.bar.show(back, this.model.get("showing") ?? "B");
    this.arrange();
    this.look();
  }
  add(row, name) {
    this.rows.set(name, row);
    this.area.append(row.el);
    this.order.serve(row);
    this.seen.observe(row.plot);
  }
  arrange() {
    const names = [...this.rows.keys()].filter((name) => name !== "time");
    const order = arranged(names, this.model.get("tiers") ?? []);
    const [shown, solo] = [visible(order), order.some((tier) => tier.solo)];
    this.rows.get("time")?.arrange({ folded: false }, true, false);
    for (const tier of order) {
      const row = this.rows.get(tier.name);
      if (!row) continue;
      row.arrange(tier, shown.has(tier.name), solo);
      if (row.el !== this.area.lastElementChild) this.area.append(row.el); // a focused button keeps its focus if nothing moves
    }
    this.mark("tiers");
  }

  // The scheme or the size has changed.
  look() {
    this.theme = new Theme(this.el);
    for (const row of this.rows.values()) row.colour(this.theme);
    this.measure();
    this.mark("tiers", "overview");
  }
  measure() {
    const width = this.el.clientWidth;
    this.el.classList.toggle("kl-narrow", width > 0 && width < NARROW);
    const plot = this.rows.get("time")?.plot.clientWidth;
    if (plot && plot !== this.view.width) this.aim(plot);
  }
  aim(width = this.view.width) {
    this.view = new View(this.model.get("span") ?? this.limits, width);
    this.mark("tiers");
    if (this.overview.canvas.clientWidth !== this.drawnWidth) this.mark("overview");
  }

  zoom(span) {
    this.act.zoom(inside(span, this.limits));
  }
  closer(factor, at = (this.view.start + this.view.end) / 2) {
    this.zoom(zoomed([this.view.start, this.view.end], factor, at, this.limits));
  }
  pan(seconds) {
    this.zoom(panned([this.view.start, this.view.end], seconds, this.limits));
  }
  all() {
    this.zoom(this.limits);
  }
  closeTo(tokens) {
    this.zoom(around(this.front.tokenSpan(tokens), this.limits));
  }

  // Select tokens, stay at a moment of theirs, and bring it into view.
  choose(tokens, seconds = null) {
    const span = this.front.tokenSpan(tokens);
    const at = seconds ?? (span[0] + span[1]) / 2;
    this.act.select(tokens);
    this.act.hover(at);
    this.act.lock(true);
    this.act.focus({ token: tokens[0], time: at });
    if (!this.view.holds(at)) this.pan(at - (this.view.start + this.view.end) / 2);
  }
  release() {
    this.act.lock(false);
    this.act.hover(null);
  }

  // Ask for one repaint in the next frame, of what is named: a tier, "tiers", "overview", or nothing but the lines.
  mark(...names) {
    for (const name of names) this.dirty.add(name);
    this.frame ??= requestAnimationFrame(() => this.paint());
  }
  paint() {
    this.frame = null;
    if (!this.front || !this.view.width) return;
    const ratio = devicePixelRatio || 1;
    const { view, theme } = this;
    const scene = { view, theme, ratio, width: view.width, preview: this.hand.preview };
    for (const [name, row] of this.rows) {
      if (this.dirty.has("tiers") || this.dirty.has(name)) row.stale = true;
      if (row.stale && row.drawn && row.near !== false) {
        row.paint(scene);
        row.stale = false;
      }
    }
    if (this.dirty.has("overview")) {
      this.drawnWidth = this.overview.canvas.clientWidth;
      this.overview.paint(scene, [...this.rows.values()].find((row) => row.tier.tier?.kind === "wave")?.tier);
    }
    this.dirty.clear();
    this.overview.update();
    this.lines();
  }
  lines() {
    const { model, view, front } = this;
    const [hover, playhead, locked] = ["hover", "playhead", "locked"].map((name) => model.get(name) ?? null);
    const tokens = this.selection;
    const selected = tokens && tokens[1] <= front.tokens.length ? front.tokenSpan(tokens) : null;
    this.overlay.update({ view, hover, locked: Boolean(locked), playhead, selected, edge: this.hand.edge });
    const moment = hover ?? playhead;
    for (const row of this.rows.values()) row.say(moment, view, row === this.pointer.row ? this.pointer.part : null);
    this.options.point(this.token, selected !== null);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.describe(moment ?? view.start), SPEAK_AFTER);
  }
  describe(moment) {
    for (const row of this.rows.values()) row.describe(moment, this.view);
  }

  onPlayhead() {
    const [now, before] = [this.model.get("playhead"), this.heard ?? null];
    this.heard = now;
    this.mark();
    if (now === null || !this.model.get("playing") || this.view.holds(now)) return;
    if (before !== null && !this.view.holds(before)) return; // somebody looks elsewhere
    const length = this.view.end - this.view.start;
    this.pan(now - FOLLOWED * length - this.view.start);
  }
  onBusy() {
    if (this.model.get("busy") || !this.hand.pending) return;
    this.hand.clear();
    this.mark("tiers");
  }

  open() {
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.onSeen(entry)), { rootMargin: "200px" });
    const sizes = new ResizeObserver(() => (this.measure(), this.mark("tiers", "overview")));
    sizes.observe(this.el);
    const listeners = { trace: () => this.build(), other: () => this.build(), showing: () => this.build(), span: () => this.aim() };
    Object.assign(listeners, { tiers: () => this.arrange(), playhead: () => this.onPlayhead(), busy: () => this.onBusy() });
    for (const name of ["hover", "locked", "selection"]) listeners[name] = () => this.mark();
    for (const [name, listener] of Object.entries(listeners)) this.model.on(`change:${name}`, listener);
    const keys = (event) => onKey(event, this);
    this.el.addEventListener("keydown", keys);
    const calm = onTheme(() => this.front && this.look());
    this.build();
    return () => {
      for (const [name, listener] of Object.entries(listeners)) this.model.off(`change:${name}`, listener);
      this.el.removeEventListener("keydown", keys);
      cancelAnimationFrame(this.frame);
      clearTimeout(this.rest);
      for (const observer of [this.seen, sizes]) observer.disconnect();
      calm();
    };
  }
  onSeen({ target, isIntersecting }) {
    const row = [...this.rows.values()].find(({ plot }) => plot === target);
    if (row) row.near = isIntersecting;
    if (row?.stale) this.mark();
  }
}

function render({ model, el, act }) {
  return new Ruler(model, el, act).open();
}

export default { render };

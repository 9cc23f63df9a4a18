// All of a trace on one time axis: tiers that are zoomed, dragged, folded and changed by hand together.
//
// Reads   trace, other, showing, span, hover, locked, selection, playhead, playing, tiers, busy
// Writes  tiers; everything else through `act`
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { sameTokens } from "./hits.js";
import { Bar } from "./ruler_bar.js";
import { Entry } from "./ruler_entry.js";
import { Follow } from "./ruler_follow.js";
import { Hand } from "./ruler_hand.js";
import { onKey } from "./ruler_keys.js";
import { Options } from "./ruler_options.js";
import { Order } from "./ruler_order.js";
import { Overlay } from "./ruler_overlay.js";
import { Overview } from "./ruler_overview.js";
import { Pace } from "./ruler_pace.js";
import { Pointer } from "./ruler_pointer.js";
import { Rows } from "./ruler_rows.js";
import { Theme, onTheme } from "./ruler_theme.js";
import { View, around, inside, panned, zoomed } from "./scale.js";

const NARROW = 600; // pixels: below, headers stand above their tiers
const SPEAK_AFTER = 250; // milliseconds that the cursor rests before descriptions are renewed

let count = 0; // for ids: several rulers may stand on one page

class Ruler {
  constructor(model, el, act) {
    Object.assign(this, { model, el, act, id: `kl-ruler-${(count += 1)}`, dirty: new Set() });
    this.view = new View([0, 1], 600);
    this.pace = new Pace(() => this.mark("tiers"));
    this.follow = new Follow(this);
    this.hand = new Hand(this);
    this.overlay = new Overlay();
    this.overview = new Overview(this);
    this.bar = new Bar(this);
    this.area = make("div", "kl-rows");
    this.area.id = `${this.id}-rows`;
    this.overview.el.setAttribute("aria-controls", this.area.id);
    this.options = new Options(this);
    this.entry = new Entry(this);
    this.order = new Order(this);
    this.tiers = new Rows(this);
    this.pointer = new Pointer(this);
    el.classList.add("kl-ruler");
    el.setAttribute("role", "group");
    el.setAttribute("aria-label", "Time ruler");
    this.area.append(this.overlay.el);
    this.spoken = make("p", "kl-hidden");
    this.spoken.setAttribute("aria-live", "polite");
    el.append(this.bar.el, this.area, this.spoken);
    this.theme = new Theme(el);
  }

  get rows() { // by their tiers' names
    return this.tiers.rows;
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
    return this.front?.fitting(this.model.get("selection")) ?? null;
  }
  // The phoneme that keys act on.
  get token() {
    if (this.selection) return this.selection[0];
    return this.front.tokenAt(this.model.get("hover") ?? this.model.get("playhead") ?? 0);
  }

  // A new trace, or another in front.
  build() {
    this.outdated = false;
    const { front, back, model } = this;
    this.el.hidden = !front;
    if (!front) return;
    if (this.built && !sameTokens(this.built, front)) {
      this.pointer.drop();
      if (!this.entry.el.hidden) this.entry.close();
    }
    this.built = front;
    this.bar.show(back, model.get("showing") ?? "B", back && sameTokens(front, back), Boolean(model.get("pinned")));
    this.tiers.build(front, back);
  }
  // Light has become dark, or the reverse.
  look() {
    this.theme = new Theme(this.el);
    this.tiers.dress();
  }
  measure() {
    const width = this.el.clientWidth;
    this.measured = width > 0;
    this.el.classList.toggle("kl-narrow", width > 0 && width < NARROW);
    const plot = this.rows.get("time")?.plot.clientWidth;
    if (plot && plot !== this.view.width) this.aim(plot);
  }
  aim(width = this.view.width) {
    this.view = new View(this.model.get("span") ?? this.limits, width);
    this.mark("tiers");
  }

  get whole() { // nothing is out of view
    return this.view.end - this.view.start >= this.limits[1] - this.limits[0] - 1e-9;
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
    if (tokens[1] - tokens[0] === 1) this.act.focus({ token: tokens[0], time: at }); // of several the station takes the longest
    if (!this.view.holds(at)) this.pan(at - (this.view.start + this.view.end) / 2);
  }
  release() {
    this.act.lock(false);
    this.act.hover(null);
  }

  renew() { // several of them may come at once
    this.hand.clear(); // now: what is changed by hand before the next frame is of the new trace
    this.outdated = true;
    this.mark();
  }
  // Ask for one repaint in the next frame, of what is named: a tier, "tiers", "overview", or nothing but the lines.
  mark(...names) {
    for (const name of names) this.dirty.add(name);
    this.frame ??= requestAnimationFrame(() => this.paint());
  }
  paint() {
    this.frame = null;
    if (this.outdated) this.build();
    if (!this.front || !this.view.width) return;
    const { view, theme, pace } = this;
    if (this.moves) pace.moved(performance.now());
    this.moves = false;
    const ratio = pace.ratio(devicePixelRatio);
    const scene = { view, theme, ratio, width: view.width, preview: this.hand.preview };
    for (const [name, row] of this.rows) {
      if (this.dirty.has("tiers") || this.dirty.has(name)) row.stale = true;
      if (row.stale && row.drawn && row.near !== false) {
        row.paint(scene);
        row.stale = false;
      }
    }
    if (this.dirty.has("overview")) this.overview.paint(scene, [...this.rows.values()].find((row) => row.tier.tier?.kind === "wave")?.tier);
    this.dirty.clear();
    this.overview.update();
    this.lines();
  }
  lines() {
    const { model, view, front } = this;
    const [hover, playhead, locked] = ["hover", "playhead", "locked"].map((name) => model.get(name) ?? null);
    const tokens = this.selection;
    const selected = tokens && front.tokenSpan(tokens);
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

  onBusy() {
    if (this.model.get("busy") || !this.hand.pending) return;
    this.hand.clear();
    this.mark("tiers");
  }

  open() {
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.onSeen(entry)), { rootMargin: "200px" });
    const sizes = new ResizeObserver(() => (this.measure(), this.mark("tiers", "overview")));
    sizes.observe(this.el);
    const listeners = { span: () => ((this.moves = true), this.aim()), tiers: () => this.tiers.arrange() };
    Object.assign(listeners, { playhead: () => this.follow.onPlayhead(), playing: () => this.follow.onPlaying(), busy: () => this.onBusy() });
    for (const name of ["trace", "other", "showing"]) listeners[name] = () => this.renew();
    for (const name of ["hover", "locked", "selection"]) listeners[name] = () => this.mark();
    const deaf = listen(this.model, Object.fromEntries(Object.entries(listeners).map(([name, listener]) => [`change:${name}`, listener])));
    const keys = (event) => onKey(event, this);
    this.el.addEventListener("keydown", keys);
    const calm = onTheme(() => this.front && this.look());
    this.build();
    return () => {
      deaf();
      this.el.removeEventListener("keydown", keys);
      cancelAnimationFrame(this.frame);
      clearTimeout(this.rest);
      this.pace.close();
      for (const observer of [this.seen, sizes]) observer.disconnect();
      this.bar.hint.off();
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

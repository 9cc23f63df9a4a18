// Changes by hand: shown at once as dashed lines, and asked for as edits of the request.
import { MAX_FRAMES, drawCurve, resetTokens, scaleEnergy, setDuration, shiftPitch } from "./changes.js";
import { HANDS } from "./drawn.js";
import { frameSeconds, joined, mean, moved } from "./hits.js";
import { semitones } from "./scale.js";

const ENERGY_STEP = 0.05;

export class Hand {
  constructor(ruler) {
    this.ruler = ruler;
    this.clear();
  }
  // The new trace is there, or will not come.
  clear() {
    this.preview = { frames: new Map(), curves: new Map() };
    this.edge = null;
    this.pending = false;
  }
  get trace() {
    return this.ruler.model.get("trace");
  }
  // Only the trace that can be changed is changed: not the one held against it.
  get free() {
    return this.ruler.front === this.trace;
  }
  editable(tier) {
    return this.free && tier.role === "curve" && Object.hasOwn(HANDS, tier.name);
  }
  // The curve tier that a key on some row means: that row's own, else the pitch.
  curve(name) {
    const tiers = [...this.ruler.rows.values()].map((row) => row.tier).filter((tier) => this.editable(tier));
    return tiers.find((tier) => tier.name === name) ?? tiers.find((tier) => tier.log) ?? tiers[0];
  }
  ask(change, ...args) {
    this.pending = true;
    const { edits, label } = change(this.ruler.model.get("request"), this.trace, ...args);
    this.ruler.spoken.textContent = label;
    this.ruler.act.change({ edits, label });
  }

  // Durations
  get tokens() { // where they are drawn: with the lengths that are set and not spoken yet
    return moved(this.trace.tokens, this.preview.frames, frameSeconds(this.trace.tokens));
  }
  frames(token) {
    return this.preview.frames.get(token) ?? this.trace.tokens[token].frames;
  }
  showLength(token, frames) {
    if (frames === this.trace.tokens[token].frames) this.preview.frames.delete(token);
    else this.preview.frames.set(token, frames);
    this.ruler.mark("phonemes");
  }
  setLength(token, frames) {
    if (!this.free || frames === this.frames(token)) return;
    this.showLength(token, frames);
    this.ask(setDuration, token, frames);
  }
  lengthen(token, by) {
    if (this.free) this.setLength(token, Math.max(1, this.frames(token) + by));
  }

  // Curves
  curveNow(tier) {
    return this.preview.curves.get(tier.name) ?? { first: 0, values: tier.tier.values };
  }
  // Points that are being drawn: a Map from index to value.
  showDrawn(tier, points) {
    this.preview.curves.set(tier.name, joined(points, tier.tier.values));
    this.ruler.mark(tier.name);
  }
  draw(tier, points) {
    if (!points.size) return;
    const { first, values } = joined(points, tier.tier.values);
    this.showDrawn(tier, points);
    this.ask(drawCurve, tier.name, first, values);
  }
  // Some tokens higher or lower by so many semitones, or steps of energy.
  raise(name, steps, tokens = this.ruler.selection ?? [this.ruler.token, this.ruler.token + 1]) {
    const tier = this.curve(name);
    if (!tier) return;
    const factor = tier.log ? 2 ** (steps / 12) : 1 + ENERGY_STEP * steps;
    this.showScaled(tier, tokens, factor);
    if (tier.log) this.ask(shiftPitch, tokens, steps);
    else this.ask(scaleEnergy, tokens, factor);
  }
  showScaled(tier, tokens, factor) {
    const { start, step, count, values } = tier.tier;
    const [first, stop] = this.trace.tokenSpan(tokens).map((seconds) => Math.min(count, Math.max(0, Math.round((seconds - start) / step))));
    const held = this.preview.curves.get(tier.name);
    const points = new Map(held ? Array.from(held.values, (value, i) => [held.first + i, value]) : []);
    for (let i = first; i < stop; i += 1) points.set(i, (points.get(i) ?? values[i]) * factor);
    if (points.size) this.showDrawn(tier, points);
  }
  // What was typed for a token; what is wrong with it otherwise.
  take(token, { frames, hertz, steps }) {
    if (frames > MAX_FRAMES) throw new Error(`A phoneme lasts at most ${MAX_FRAMES} frames, ${MAX_FRAMES * frameSeconds(this.trace.tokens)} s.`);
    if (frames !== undefined) return this.setLength(token, frames);
    if (steps !== undefined) return this.raise(null, steps, [token, token + 1]);
    const tier = this.curve(null);
    const now = tier && mean(tier.tier, this.trace.tokenSpan([token, token + 1]), tier.floor);
    if (now === null) throw new Error("This phoneme has no voiced point, so it has no pitch to set.");
    return this.raise(tier.name, semitones(now, hertz), [token, token + 1]);
  }
  // On a curve its own edits are undone, elsewhere all that hands did to these tokens.
  reset(tokens, name) {
    if (!this.free) return;
    const targets = Object.hasOwn(HANDS, name ?? "") ? [name] : undefined;
    this.ask(resetTokens, tokens, targets);
  }
}

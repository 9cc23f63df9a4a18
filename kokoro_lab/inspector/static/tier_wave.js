// A waveform: every sample where there is room, else the least and the greatest under each pixel.
import { counterpart, indexAt } from "./hits.js";
import { extremes, fromPairs, fromSamples, level } from "./pyramid.js";
import { figure } from "./scale.js";

const PYRAMIDS = { wave: fromSamples, envelope: fromPairs };
const FULL = { wave: 32768, envelope: 127 };

const known = new WeakMap(); // a trace is drawn in front, then behind: its levels are made once

function levelsOf(tier) {
  if (!known.has(tier)) known.set(tier, PYRAMIDS[tier.kind](tier.values));
  return known.get(tier);
}

export class WaveTier {
  constructor(trace, other, tier) {
    Object.assign(this, { trace, tier, role: "wave", height: tier.kind === "wave" ? 72 : 60 });
    Object.assign(this, { name: tier.name, title: tier.title, unit: tier.unit, clock: tier.clock, note: tier.note });
    this.levels = levelsOf(tier);
    const theirs = other?.tier(tier.name);
    if (theirs?.kind === tier.kind)
      this.against = { tier: theirs, levels: levelsOf(theirs), there: counterpart(trace, other) };
    this.peak = Math.max(1, ...[this.levels, this.against?.levels].filter(Boolean).map(loudest));
  }
  draw(canvas, scene) {
    const { height, width, theme } = scene;
    const colour = theme.clock(this.clock);
    canvas.fillStyle = theme.faint;
    canvas.fillRect(0, Math.round(height / 2), width, 1);
    if (this.against) this.columns(canvas, scene, this.against, theme.faded(theme.quiet, 0.45));
    const samples = this.tier.kind === "wave" && scene.view.pixels * this.tier.step > 1.5;
    if (samples) this.samples(canvas, scene, colour);
    else this.columns(canvas, scene, this, colour);
  }
  // One upright line per device pixel; a trace held against this one is drawn at the same phonemes.
  columns(canvas, { view, width, height, ratio }, { tier, levels, there }, colour) {
    const moment = (x) => (there ? there(view.t(x)) : view.t(x));
    const pixel = 1 / ratio;
    const blocks = level(levels, pixel / view.pixels / tier.step);
    const [middle, scale] = [height / 2, (height / 2 - 4) / this.peak];
    canvas.fillStyle = colour;
    let from = (moment(0) - tier.start) / tier.step;
    for (let x = 0; x < width; x += pixel) {
      const to = (moment(x + pixel) - tier.start) / tier.step;
      const found = extremes(blocks, from, to);
      if (found) canvas.fillRect(x, middle - found[1] * scale, pixel, Math.max((found[1] - found[0]) * scale, pixel));
      from = to;
    }
  }
  samples(canvas, { view, height }, colour) {
    const { start, step, count, values } = this.tier;
    const from = Math.max(0, Math.floor((view.start - start) / step) - 1);
    const stop = Math.min(count, Math.ceil((view.end - start) / step) + 1);
    const y = (i) => height / 2 - (values[i] * (height / 2 - 4)) / this.peak;
    canvas.beginPath();
    for (let i = from; i < stop; i += 1) canvas[i === from ? "moveTo" : "lineTo"](view.x(start + i * step), y(i));
    Object.assign(canvas, { strokeStyle: colour, lineWidth: 1.5, fillStyle: colour });
    canvas.stroke();
    if (view.pixels * step < 5) return;
    for (let i = from; i < stop; i += 1) canvas.fillRect(view.x(start + i * step) - 1.5, y(i) - 1.5, 3, 3);
  }
  value(time) {
    const i = indexAt({ ...this.tier, count: this.levels[0].lows.length }, time);
    if (i === null) return "–";
    const scale = (this.tier.kind === "wave" ? 1 : this.tier.high) / FULL[this.tier.kind];
    const [low, high] = [this.levels[0].lows[i] * scale, this.levels[0].highs[i] * scale];
    return low === high ? figure(low) : `${figure(low)} … ${figure(high)}`;
  }
  describe(time) {
    return `${this.title}, ${this.value(time)} at ${time.toFixed(2)} s`;
  }
}

function loudest(levels) {
  const { lows, highs } = levels.at(-1);
  return Math.max(...Array.from(highs, Math.abs), ...Array.from(lows, Math.abs));
}

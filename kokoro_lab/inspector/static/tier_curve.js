// A curve with a value axis: F0 over a logarithmic one with gaps where nothing is voiced, energy over a plain one.
import { aligned, indexAt } from "./hits.js";
import { Axis, figure, range } from "./scale.js";

const VOICED = 10; // Hz: the source treats an F0 up to this as unvoiced

export class CurveTier {
  constructor(trace, other, tier, letter) {
    const log = tier.unit === "Hz";
    Object.assign(this, { trace, tier, log, letter, role: "curve", height: log ? 104 : 72, floor: log ? VOICED : -Infinity });
    Object.assign(this, { name: tier.name, title: tier.title, unit: tier.unit, clock: tier.clock, note: tier.note });
    const theirs = other?.tier(tier.name);
    this.against = theirs ? aligned(trace, tier, other, theirs) : null;
    this.range = range([tier.values, tier.before, theirs?.values].filter(Boolean), { log, floor: VOICED });
  }
  axis(height) {
    return new Axis({ ...this.range, log: this.log, height });
  }
  draw(canvas, scene) {
    const { view, theme, height, preview } = scene;
    const axis = this.axis(height);
    const colour = theme.clock(this.clock);
    this.grid(canvas, scene, axis);
    if (this.against) this.difference(canvas, scene, axis, colour);
    else if (this.tier.before) this.line(canvas, scene, axis, this.tier.before, { colour: theme.quiet, width: 1 });
    this.line(canvas, scene, axis, this.tier.values, { colour, width: 2, dots: view.pixels * this.tier.step > 9 });
    const drawn = preview.curves.get(this.name);
    if (drawn) this.line(canvas, scene, axis, drawn.values, { colour: theme.ink, width: 2, dash: [5, 3], first: drawn.first });
    this.labels(canvas, scene, axis);
  }
  grid(canvas, { width, theme }, axis) {
    canvas.fillStyle = theme.faint;
    for (const value of axis.ticks()) canvas.fillRect(0, Math.round(axis.y(value)), width, 1);
  }
  labels(canvas, { theme }, axis) {
    for (const value of axis.ticks()) theme.label(canvas, figure(value), Math.round(axis.y(value)), axis.height);
  }
  // A line through the points in view, broken where there is no voice.
  line(canvas, { view }, axis, values, { colour, width, dash = [], dots = false, first = 0 }) {
    const { start, step } = this.tier;
    const from = Math.max(0, Math.floor((view.start - start) / step) - 1 - first);
    const stop = Math.min(values.length, Math.ceil((view.end - start) / step) + 1 - first);
    canvas.beginPath();
    let pen = false;
    for (let i = from; i < stop; i += 1) {
      const voiced = values[i] > this.floor;
      if (voiced) canvas[pen ? "lineTo" : "moveTo"](view.x(start + (first + i + 0.5) * step), axis.y(values[i]));
      pen = voiced;
    }
    Object.assign(canvas, { strokeStyle: colour, lineWidth: width, lineJoin: "round", lineCap: dash.length ? "butt" : "round" });
    canvas.setLineDash(dash);
    canvas.stroke();
    canvas.setLineDash([]);
    canvas.fillStyle = colour;
    for (let i = from; dots && i < stop; i += 1)
      if (values[i] > this.floor) canvas.fillRect(view.x(start + (first + i + 0.5) * step) - 2, axis.y(values[i]) - 2, 4, 4);
  }
  // What lies between this curve and the one held against it, and that one dashed.
  difference(canvas, scene, axis, colour) {
    const { view, theme } = scene;
    const { start, step, count, values } = this.tier;
    const from = Math.max(0, Math.floor((view.start - start) / step));
    const stop = Math.min(count, Math.ceil((view.end - start) / step));
    canvas.fillStyle = theme.faded(colour, 0.28);
    const width = Math.max(1, view.pixels * step);
    for (let i = from; i < stop; i += 1) {
      if (!(values[i] > this.floor) || !(this.against[i] > this.floor)) continue;
      const [a, b] = [axis.y(values[i]), axis.y(this.against[i])];
      if (Math.abs(a - b) >= 0.5) canvas.fillRect(view.x(start + i * step), Math.min(a, b), width, Math.abs(a - b));
    }
    this.line(canvas, scene, axis, this.against, { colour: theme.quiet, width: 1.5, dash: [4, 3] });
  }
  number(time) {
    const i = indexAt(this.tier, time);
    return i !== null && this.tier.values[i] > this.floor ? this.tier.values[i] : null;
  }
  value(time) {
    const value = this.number(time);
    if (value === null) return this.log ? "unvoiced" : "–";
    const i = indexAt(this.tier, time);
    const theirs = this.against?.[i] > this.floor ? ` (${this.letter} ${figure(this.against[i])})` : "";
    return `${figure(value)}${this.unit ? ` ${this.unit}` : ""}${theirs}`;
  }
  describe(time) {
    const heard = [...this.tier.values].filter((value) => value > this.floor);
    const ends = heard.length ? `; from ${figure(Math.min(...heard))} to ${figure(Math.max(...heard))} ${this.unit}` : "; nowhere voiced";
    return `${this.title}, ${this.value(time)} at ${time.toFixed(2)} s${ends}`.trim();
  }
}

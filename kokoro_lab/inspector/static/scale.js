// Where a time stands on the screen and a value on its axis: arithmetic alone, no page.

export const SHORTEST = 0.01; // seconds that can be looked at: 240 samples

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// The stretch of time that is in view, and the pixels that it is spread over.
export class View {
  constructor([start, end], width) {
    Object.assign(this, { start, end, width });
    this.pixels = width / (end - start); // per second
  }
  x(seconds) {
    return (seconds - this.start) * this.pixels;
  }
  t(x) {
    return this.start + x / this.pixels;
  }
  holds(seconds) {
    return seconds >= this.start && seconds <= this.end;
  }
}

// A span of the same length inside the limits, or the limits if they are shorter.
export function inside([start, end], [first, last]) {
  const length = end - start;
  if (!(length < last - first)) return [first, last];
  const from = clamp(start, first, last - length);
  return [from, from + length];
}

// Closer by a factor (farther below 1), with one moment staying where it is.
export function zoomed([start, end], factor, at, limits) {
  const length = clamp((end - start) / factor, SHORTEST, limits[1] - limits[0]);
  const part = (at - start) / (end - start);
  return inside([at - part * length, at + (1 - part) * length], limits);
}

export function panned([start, end], seconds, limits) {
  return inside([start + seconds, end + seconds], limits);
}

// Two fingers hold two moments; they stand where the fingers are now.
export function pinched([early, late], [left, right], width, limits) {
  const apart = Math.max(Math.abs(right - left), 1);
  const length = clamp(((late - early) * width) / apart, SHORTEST, limits[1] - limits[0]);
  const start = early - (Math.min(left, right) * length) / width;
  return inside([start, start + length], limits);
}

// A span that shows [start, end] with a margin on both sides.
export function around([start, end], limits, margin = 0.15) {
  const more = Math.max((end - start) * margin, (SHORTEST - (end - start)) / 2);
  return inside([start - more, end + more], limits);
}

// 1, 2 or 5 times a power of ten: the smallest that is no smaller than this.
export function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((unit) => unit * power).find((step) => step >= least * (1 - 1e-9));
}

// Round times in view with their labels, at least `apart` pixels from one another.
export function timeTicks(view, apart = 80) {
  const step = roundStep(apart / view.pixels);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let i = Math.ceil(view.start / step - 1e-9); i * step <= view.end + 1e-9; i += 1)
    ticks.push({ at: i * step, label: `${(i * step).toFixed(digits)} s` });
  return { step, ticks };
}

// The vertical axis of a curve: top is high. Logarithmic where the unit is a frequency.
export class Axis {
  constructor({ low, high, log = false, height, margin = 6 }) {
    Object.assign(this, { low, high, log, height, margin });
    [this.first, this.last] = [this.scaled(low), this.scaled(high)];
  }
  scaled(value) {
    return this.log ? Math.log2(Math.max(value, 1e-9)) : value;
  }
  y(value) {
    const part = (this.scaled(value) - this.first) / (this.last - this.first);
    return this.height - this.margin - part * (this.height - 2 * this.margin);
  }
  value(y) {
    const part = clamp((this.height - this.margin - y) / (this.height - 2 * this.margin), 0, 1);
    const scaled = this.first + part * (this.last - this.first);
    return this.log ? 2 ** scaled : scaled;
  }
  // Round values at least `apart` pixels from one another.
  ticks(apart = 22) {
    const found = this.log ? this.octaves() : this.steps(apart);
    const kept = [];
    for (const value of found)
      if (!kept.length || Math.abs(this.y(value) - this.y(kept.at(-1))) >= apart) kept.push(value);
    return kept;
  }
  octaves() {
    const hertz = [25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600];
    return hertz.filter((value) => value >= this.low && value <= this.high);
  }
  steps(apart) {
    const step = roundStep((apart * (this.high - this.low)) / Math.max(this.height - 2 * this.margin, 1));
    const values = [];
    for (let i = Math.ceil(this.low / step - 1e-9); i * step <= this.high + 1e-9; i += 1) values.push(i * step);
    return values;
  }
}

// The range of the curves given, with room around it. On a logarithmic axis at least an octave, and without the
// lowest few of a hundred values: where a voice fades its F0 falls to nothing, and would squeeze the melody flat.
export function range(curves, { log, floor = 0, fading = 0.04 }) {
  const counts = (value) => (log ? value > floor : Number.isFinite(value));
  const values = curves.flatMap((curve) => [...curve]).filter(counts).sort((a, b) => a - b);
  if (!values.length) return log ? { low: 80, high: 320 } : { low: 0, high: 1 };
  const at = (part) => values[Math.floor(values.length * part)];
  const [low, high] = [log ? Math.max(at(fading), at(0.5) / 3) : values[0], values.at(-1)];
  if (!log) {
    const room = (high - low || 1) * 0.08;
    return { low: low - room, high: high + room };
  }
  const short = Math.max(0, 1 - Math.log2(high / low)) / 2 + 0.12; // octaves to add on both sides
  return { low: low * 2 ** -short, high: high * 2 ** short };
}

export const semitones = (from, to) => 12 * Math.log2(to / from);

// A time for a person: as fine as the view is.
export function seconds(value, pixels = 100) {
  return `${value.toFixed(pixels > 2000 ? 4 : 3)} s`;
}

// A number with three figures or so, never as a power, with a true minus.
export function figure(value) {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
  return value.toFixed(digits).replace("-", "−");
}

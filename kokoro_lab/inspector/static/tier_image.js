// A picture over time: magnitudes, phases, a spectrogram. Painted once in tiles, at ever coarser levels.
import { indexAt } from "./hits.js";
import { circle, css, ramp, signed } from "./palette.js";
import { halved } from "./pyramid.js";
import { Axis, figure } from "./scale.js";

const WIDE = 1024; // columns of one tile

export class ImageTier {
  constructor(trace, other, tier) {
    const few = tier.rows < 32;
    Object.assign(this, { trace, tier, few, role: "image", height: few ? tier.rows * 7 : 116, phases: tier.unit === "rad" });
    Object.assign(this, { name: tier.name, title: tier.title, unit: "", clock: tier.clock, note: tier.note });
    this.levels = [tier];
    this.tiles = new Map();
  }
  level(depth) {
    while (this.levels.length <= depth && this.levels.at(-1).count > WIDE) this.levels.push(halved(this.levels.at(-1), this.phases));
    return Math.min(depth, this.levels.length - 1);
  }
  palette(theme) {
    if (this.theme !== theme) {
      this.theme = theme;
      this.tiles.clear();
      const colour = theme.clock(this.clock);
      this.colours = this.table(colour, theme.panel);
    }
    return this.colours;
  }
  // Phases go round the circle, but those of the model, which are sines, stay within ±1 rad.
  table(colour, ground) {
    const { low, high } = this.tier;
    if (!this.phases) return ramp(colour, ground);
    return high - low < Math.PI ? signed(colour, ground) : circle(colour, ground);
  }
  // A canvas with some columns of a level, painted when it is first seen.
  tile(depth, index) {
    const key = `${depth} ${index}`;
    if (!this.tiles.has(key)) this.tiles.set(key, paint(this.levels[depth], index * WIDE, this.colours));
    return this.tiles.get(key);
  }
  draw(canvas, scene) {
    const { view, height, ratio, theme } = scene;
    this.palette(theme);
    const { start, step } = this.tier;
    const depth = this.level(Math.max(0, Math.ceil(Math.log2(1 / (step * view.pixels * ratio)))));
    const column = step * 2 ** depth;
    const { count, rows } = this.levels[depth];
    const [from, stop] = [Math.max(0, (view.start - start) / column), Math.min(count, (view.end - start) / column)];
    canvas.imageSmoothingEnabled = !this.few;
    const edge = (at) => Math.round(view.x(start + at * column) * ratio) / ratio;
    for (let i = Math.floor(from / WIDE); i * WIDE < stop; i += 1) {
      const [first, last] = [Math.max(i * WIDE, Math.floor(from)), Math.min((i + 1) * WIDE, Math.ceil(stop), count)];
      canvas.drawImage(this.tile(depth, i), first - i * WIDE, 0, last - first, rows, edge(first), 0, edge(last) - edge(first), height);
    }
    this.scale(canvas, scene);
  }
  // What the rows stand for, at a few of them.
  scale(canvas, { height, theme }) {
    if (!this.tier.across) return;
    const [unit, low, high] = this.tier.across;
    const axis = new Axis({ low, high, height, margin: 0 });
    for (const value of axis.ticks(24)) if (value > low && value < high) theme.label(canvas, measured(value, unit), axis.y(value), height);
  }
  // The colours from low to high, as a style sheet writes them.
  legend(theme) {
    const colours = this.palette(theme);
    const stops = Array.from({ length: 9 }, (_, i) => css(colours[Math.round((i * 255) / 8)]));
    return { stops, low: figure(this.tier.low), high: `${figure(this.tier.high)} ${this.tier.unit}` };
  }
  // The value of the row under the pointer, or the greatest of the column.
  value(time, view, part = null) {
    const i = indexAt(this.tier, time);
    if (i === null) return "–";
    const { rows, values, low, high } = this.tier;
    const row = part === null ? null : Math.min(rows - 1, Math.floor((1 - part) * rows));
    const column = values.subarray(i * rows, (i + 1) * rows);
    const found = row === null ? column.indexOf(Math.max(...column)) : row;
    const number = low + ((high - low) * column[found]) / 255;
    return `${this.place(found)}: ${figure(number)} ${this.tier.unit}`;
  }
  // What a row stands for: few of them have numbers, many their place on the vertical axis.
  place(row) {
    const { rows, across } = this.tier;
    if (this.few || !across) return `bin ${row}`;
    const [unit, low, high] = across;
    return measured(low + ((row + 0.5) / rows) * (high - low), unit);
  }
  describe(time, view) {
    return `${this.title}, ${this.phases ? "" : "loudest "}${this.value(time, view)} at ${time.toFixed(2)} s`;
  }
}

function measured(value, unit) {
  return unit === "Hz" && value >= 1000 ? `${figure(value / 1000)} kHz` : `${figure(value)} ${unit}`;
}

function paint({ values, rows, count }, first, colours) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.min(WIDE, count - first), height: rows });
  const context = canvas.getContext("2d");
  const picture = context.createImageData(canvas.width, rows);
  const words = new Uint32Array(picture.data.buffer);
  for (let x = 0; x < canvas.width; x += 1)
    for (let row = 0; row < rows; row += 1) words[(rows - 1 - row) * canvas.width + x] = colours[values[(first + x) * rows + row]];
  context.putImageData(picture, 0, 0);
  return canvas;
}

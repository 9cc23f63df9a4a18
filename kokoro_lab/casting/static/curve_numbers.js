// The curve's arithmetic: lengths on an axis, labels that keep off each other, and what the numbers say in words.
import { clamp } from "../inspector/scale.js";
import { stepsOf } from "./moving.js";

export const ROWS = 510;
export const MARKED = [1, 10, 50, 100, 300, 510]; // symbols, by name in the pictures of the path

// Symbols on an axis where each doubling is as wide: nearly all of a voice's way lies in the first fifty.
export class Lengths {
  constructor(left, right) {
    Object.assign(this, { left, right, unit: (right - left) / Math.log(ROWS) });
  }
  x(symbols) {
    return this.left + Math.log(symbols) * this.unit;
  }
  symbols(x) {
    return clamp(Math.round(Math.exp((x - this.left) / this.unit)), 1, ROWS);
  }
}

export const symbolsText = (symbols) => `${symbols} ${symbols === 1 ? "symbol" : "symbols"}`;

// The row that a key leads to; null for other keys.
export function stepped(row, key) {
  if (key === "Home" || key === "End") return key === "Home" ? 1 : ROWS;
  const steps = stepsOf(key);
  return steps === null ? null : clamp(row + steps, 1, ROWS);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

// Distances as parts of the half's mean norm, so that both halves have one axis.
export function relative(distances, norms) {
  const whole = mean(norms);
  return Array.from(distances, (distance) => distance / whole);
}

// How far the one half travels beside the other.
export function travelText({ timbre, prosody }) {
  const times = prosody.travelled / timbre.travelled;
  const way = (much) => (much >= 10 ? much.toFixed(0) : much.toFixed(1));
  if (times >= 1.05) return `Prosody travels ${way(times)} times as far as timbre.`;
  if (times <= 1 / 1.05) return `Timbre travels ${way(1 / times)} times as far as prosody.`;
  return "Timbre and prosody travel equally far.";
}

// A level for each label, 1 above the line, -1 below, 2 higher above …: labels on one level stay apart.
export function levels(xs, apart) {
  const taken = [];
  return xs.map((x) => {
    const level = [1, -1, 2, -2, 3, -3].find((one) => taken.every((other) => other.level !== one || Math.abs(other.x - x) >= apart)) ?? 1;
    taken.push({ x, level });
    return level;
  });
}

// The pixels of a unit with which all paths fit, and the box of each: {scale, boxes: [{x, y, width, height}]}.
export function fitted(paths, width) {
  const boxes = paths.map((path) => {
    const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  });
  return { scale: width / Math.max(...boxes.map((box) => box.width), 1e-9), boxes };
}

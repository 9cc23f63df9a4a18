// Where a weight stands on its slider: most of the length for 0 to 1, the ends for what is taken away or doubled.
import { clamp } from "../inspector/scale.js";
import { stepsOf } from "./moving.js";

export const LENGTH = 1000; // steps of the slider
const KNOTS = [[-1, 0], [0, 180], [1, 820], [2, LENGTH]];
const HOLD = 8; // steps around 0 and 1 that count as those

export function position(weight) {
  return Math.round(through(KNOTS, weight));
}

// In hundredths; close to 0 or 1 it is just that.
export function weight(at) {
  for (const [whole, knot] of KNOTS.slice(1, 3)) if (Math.abs(at - knot) < HOLD) return whole;
  return Math.round(through(KNOTS.map(([value, knot]) => [knot, value]), at) * 100) / 100;
}

// A key's weight: an arrow is a hundredth, a page a tenth; null for other keys.
export function stepped(from, key, most = 2, least = -1) {
  if (key === "Home" || key === "End") return key === "Home" ? 0 : 1;
  const steps = stepsOf(key);
  return steps === null ? null : clamp(Math.round(from * 100 + steps) / 100, least, most);
}

// Piecewise linear through pairs, held at the ends.
function through(pairs, x) {
  if (x <= pairs[0][0]) return pairs[0][1];
  const after = pairs.findIndex(([end]) => x <= end);
  if (after < 0) return pairs.at(-1)[1];
  const [[x0, y0], [x1, y1]] = [pairs[after - 1], pairs[after]];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

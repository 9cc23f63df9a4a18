// The colours that values are painted in: the clock's, from the ground up, and grey below zero.
import { ramp, signed } from "./palette.js";

export function colourOf(clock, theme) {
  return theme.clock(clock?.name ?? clock);
}

// 256 colours from the lowest to the highest value; signed ones leave the ground at zero both ways.
export function shades(clock, both, theme) {
  const colour = both && !clock ? theme.accent : colourOf(clock, theme);
  return both ? signed(colour, theme.panel) : ramp(colour, theme.panel);
}

// The bounds of a scale: zero in the middle where values have a sign.
export function bounds(low, high, signed) {
  if (!signed) return low === high ? [low, low + 1] : [low, high];
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return [-most, most];
}

// Where in such a table a value stands.
export function shadeOf(value, [low, high]) {
  return Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low))));
}

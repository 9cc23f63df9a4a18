// The colours that values are painted in: the clock's, from the ground up, and grey below zero.
import { parse, ramp } from "./palette.js";

export function colourOf(clock, theme) {
  return theme.clock(clock?.name ?? clock);
}

// 256 colours from the lowest to the highest value. Signed ones leave the ground at zero both ways: the clock's
// colour above, grey below, as kokoro_lab/look/colours.py has them.
export function shades(clock, signed, theme) {
  const colour = signed && !clock ? theme.accent : colourOf(clock, theme);
  const above = ramp(colour, theme.panel);
  if (!signed) return above;
  const grey = parse(colour).reduce((sum, part) => sum + part) / 3;
  const below = ramp(`rgb(${grey}, ${grey}, ${grey})`, theme.panel);
  return Uint32Array.from({ length: 256 }, (_, i) => (i < 128 ? below[255 - 2 * i] : above[2 * (i - 128)]));
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

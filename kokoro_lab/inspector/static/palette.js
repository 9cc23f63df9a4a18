// Colours of pictures: lightness carries the value, the hue is that of the clock, so that every eye can read them.

// "#rrggbb", "#rgb", "rgb(…)" or "color(srgb …)" as [red, green, blue], 0 to 255.
export function parse(colour) {
  const text = colour.trim();
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text)?.[1];
  if (hex && hex.length <= 4) return [...hex.slice(0, 3)].map((digit) => parseInt(digit + digit, 16));
  if (hex) return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const parts = text.slice(text.indexOf("(") + 1).replace(/^srgb\s/, "").match(/[\d.]+/g)?.slice(0, 3).map(Number);
  if (parts?.length !== 3) throw new Error(`Not a colour: ${colour}`);
  return text.startsWith("color(") ? parts.map((part) => part * 255) : parts;
}

function mix(from, to, part) {
  return from.map((value, i) => value + (to[i] - value) * part);
}

// Relative luminance (WCAG 2.2): 0 black, 1 white.
export function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export const rgba = (colour, alpha) => `rgba(${parse(colour).map(Math.round).join(", ")}, ${alpha})`;

// From the ground through the colour to its opposite: nothing there looks like nothing, on light and on dark.
export function ramp(colour, ground) {
  const [middle, bottom] = [parse(colour), parse(ground)];
  const top = opposite(middle, ground);
  return table((part) => (part < 0.55 ? mix(bottom, middle, part / 0.55) : mix(middle, top, (part - 0.55) / 0.45)));
}

// Once around the circle: 0 is like the ground and ±π its opposite; below 0 it is grey, above it has the colour.
export function circle(colour, ground) {
  const middle = parse(colour);
  const grey = Array(3).fill(middle.reduce((sum, part) => sum + part) / 3);
  const stops = [opposite(middle, ground), grey, parse(ground), middle, opposite(middle, ground)];
  return table((part) => {
    const at = Math.min(Math.floor(part * 4), 3);
    return mix(stops[at], stops[at + 1], part * 4 - at);
  });
}

// Both ways from zero in the middle: the colour above, grey below, as kokoro_lab/look/colours.py has them.
export function signed(colour, ground) {
  const grey = parse(colour).reduce((sum, part) => sum + part) / 3;
  const [above, below] = [ramp(colour, ground), ramp(`rgb(${grey}, ${grey}, ${grey})`, ground)];
  return Uint32Array.from({ length: 256 }, (_, i) => (i < 128 ? below[255 - 2 * i] : above[2 * (i - 128)]));
}

// Near black on light, near white on dark, with a touch of the colour.
function opposite(colour, ground) {
  return luminance(parse(ground)) > 0.4 ? mix(colour, [0, 0, 0], 0.86) : mix(colour, [255, 255, 255], 0.9);
}

// 256 colours as the 32-bit words of a little-endian RGBA picture.
function table(colourAt) {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const [red, green, blue] = colourAt(i / 255).map(Math.round);
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

// One colour of such a table, for a style sheet.
export function css(word) {
  return `rgb(${word & 255}, ${(word >> 8) & 255}, ${(word >> 16) & 255})`;
}

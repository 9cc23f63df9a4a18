// What is under the pointer: tokens, their edges, points of curves. Arithmetic alone.
import { clamp } from "./scale.js";

// Seconds of one frame of duration, as the trace has them.
export function frameSeconds(tokens) {
  const { start, end, frames } = tokens.find((token) => token.frames > 0);
  return (end - start) / frames;
}

// The token whose right edge is nearest to a time, within reach of the pointer; null if none is.
// Of edges at one place (a token without frames) the last is meant, which can be pulled out again.
export function edgeAt(tokens, seconds, reach) {
  let [found, best] = [null, reach];
  tokens.forEach(({ end }, i) => {
    const distance = Math.abs(end - seconds);
    if (distance <= best) [found, best] = [i, distance];
  });
  return found;
}

// Frames of a token whose right edge is pulled to a time: whole ones, at least one.
export function framesUpTo(token, seconds, frame) {
  return Math.max(1, Math.round((seconds - token.start) / frame));
}

// Where the tokens would stand if some had other numbers of frames: a Map from token to frames.
export function moved(tokens, changes, frame) {
  if (!changes.size) return tokens;
  let shift = 0;
  return tokens.map((token, i) => {
    const frames = changes.get(i) ?? token.frames;
    const start = token.start + shift;
    shift += (frames - token.frames) * frame;
    return { ...token, frames, start, end: token.end + shift };
  });
}

// The range from the token where it began to the one where the pointer is.
export function between(anchor, token) {
  return [Math.min(anchor, token), Math.max(anchor, token) + 1];
}

export function contains(selection, token) {
  return selection !== null && token >= selection[0] && token < selection[1];
}

// The next or the previous token with a symbol; the same at the ends.
export function neighbour(tokens, from, direction) {
  for (let i = from + direction; i >= 0 && i < tokens.length; i += direction) if (tokens[i].symbol) return i;
  return from;
}

// The tokens of the word that a token belongs to, or the token alone.
export function wordTokens(tokens, token) {
  const { word } = tokens[token];
  if (word < 0) return [token, token + 1];
  return [tokens.findIndex((other) => other.word === word), tokens.findLastIndex((other) => other.word === word) + 1];
}

// The item of a tier at a time, null outside of it.
export function indexAt({ start, step, count }, seconds) {
  const index = Math.floor((seconds - start) / step + 1e-9);
  return index >= 0 && index < count ? index : null;
}

// A stroke over a curve: for every point from one pointer position to the next the value between them.
export function stroke(tier, from, to) {
  const [a, b] = [from, to].map(({ seconds }) => clamp(Math.floor((seconds - tier.start) / tier.step), 0, tier.count - 1));
  const steps = Math.abs(b - a);
  const points = [];
  for (let i = 0; i <= steps; i += 1)
    points.push({ index: a + Math.sign(b - a) * i, value: from.value + (to.value - from.value) * (steps ? i / steps : 1) });
  return points;
}

// Drawn points as one run: {first, values}; between and where nothing was drawn the curve as it is.
export function joined(drawn, curve) {
  const first = Math.min(...drawn.keys());
  const last = Math.max(...drawn.keys());
  return { first, values: Array.from({ length: last - first + 1 }, (_, i) => drawn.get(first + i) ?? curve[first + i]) };
}

// The mean of a curve over some tokens; of a pitch over its voiced points only. Null if there are none.
export function mean(tier, [start, end], floor = -Infinity) {
  const [first, stop] = [start, end].map((seconds) => Math.round((seconds - tier.start) / tier.step));
  const values = [...tier.values.subarray(Math.max(first, 0), stop)].filter((value) => value > floor);
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

// From a moment of a trace to the one of another that is drawn over it: that of the same phoneme, or the same time where
// the phonemes differ.
export function counterpart(trace, other) {
  return sameTokens(trace, other) ? (seconds) => other.at(trace.place(seconds)) : (seconds) => seconds;
}

// Another trace's curve, one value for each point of this one's; not a number where it has none.
export function aligned(trace, tier, other, theirs) {
  const there = counterpart(trace, other);
  return Float32Array.from({ length: tier.count }, (_, i) => {
    const index = Math.floor((there(tier.start + (i + 0.5) * tier.step) - theirs.start) / theirs.step + 1e-6);
    return theirs.values[index] ?? NaN;
  });
}

export function sameTokens(trace, other) {
  return trace.tokens.length === other.tokens.length && trace.tokens.every(({ id }, i) => id === other.tokens[i].id);
}

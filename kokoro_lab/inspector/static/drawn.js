// Values given by hand, token by token: durations, and the points of F0 and energy.
import { appliesTo, framesOf, rangeOf } from "./frames.js";

// The edit that carries the values of a target; `step` is how finely they are kept, and a curve that is not
// above `rest` rests (F0 without voice), so nothing lies between it and one that does not.
export const HANDS = {
  durations: { name: "set_durations", argument: "frames", step: 1 },
  f0: { name: "set_pitch", argument: "hz", step: 10, rest: 10 },
  energy: { name: "set_energy", argument: "values", step: 1000, rest: -Infinity },
};
const TARGETS = {
  stretch: "durations", set_durations: "durations", equal_durations: "durations", durations_from: "durations",
  scale_pitch: "f0", shift_pitch: "f0", flatten_pitch: "f0", invert_pitch: "f0", whisper: "f0", set_pitch: "f0",
  pitch_from: "f0",
  scale_energy: "energy", set_energy: "energy",
};

export function targetOf(edit) {
  return TARGETS[edit.name] ?? null;
}

export function isDrawn(edit) {
  return edit.name === HANDS.f0.name || edit.name === HANDS.energy.name;
}

// The values of a hand edit by token; `frames` says how they are shared out.
export function pieces(edit, frames) {
  const { name, argument } = HANDS[targetOf(edit)];
  const [first, stop] = rangeOf(edit, frames.length);
  const values = edit.arguments[argument];
  const found = new Map();
  const inside = frames.slice(first, stop);
  const each = name === HANDS.durations.name ? null : values.length / inside.reduce((a, b) => a + b, 0);
  let at = 0;
  inside.forEach((count, i) => {
    const points = each === null ? 1 : Math.round(count * each);
    found.set(first + i, values.slice(at, at + points));
    at += points;
  });
  return found;
}

// Hand edits that give these values: one for each run of neighbouring tokens.
export function edits(target, values, chunk) {
  const { name, argument, step } = HANDS[target];
  const runs = [];
  for (const token of [...values.keys()].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.tokens[1] === token) last.tokens[1] += 1;
    else runs.push({ tokens: [token, token + 1], [argument]: [] });
    for (const value of values.get(token)) runs.at(-1)[argument].push(Math.round(value * step) / step);
  }
  return runs.map((arguments_) => ({ name, arguments: arguments_, chunk: chunk || null }));
}

// The list with values given by hand on top. What they replace is taken out, so that nothing piles up.
export function put(list, target, values, frames, chunk) {
  const all = new Map(values);
  const rest = [...list];
  for (let i = rest.length - 1; i >= 0; i -= 1) {
    const edit = rest[i];
    if (targetOf(edit) !== target || !appliesTo(edit, chunk)) continue;
    if (edit.name === HANDS[target].name)
      for (const [token, old] of pieces(edit, frames)) all.has(token) || all.set(token, old);
    else if (!covered(edit, all)) break;
    rest.splice(i, 1);
  }
  return [...rest, ...edits(target, all, chunk)];
}

function covered({ arguments: { tokens } }, values) {
  if (!tokens) return false;
  for (let t = tokens[0]; t < tokens[1]; t += 1) if (!values.has(t)) return false;
  return true;
}

// Points that the last edits of a target give by hand, by token.
export function onTop(list, target, frames, chunk) {
  const found = new Map();
  for (const edit of [...list].reverse()) {
    if (targetOf(edit) !== target || !appliesTo(edit, chunk)) continue;
    if (edit.name !== HANDS[target].name) break;
    for (const [token, values] of pieces(edit, frames)) found.has(token) || found.set(token, values);
  }
  return found;
}

// A curve at another number of points, each at the same part of its token.
export function resampled(values, count, rest) {
  if (values.length === count) return [...values];
  return Array.from({ length: count }, (_, i) => {
    const at = Math.min(Math.max(((i + 0.5) * values.length) / count - 0.5, 0), values.length - 1);
    const [below, above] = [values[Math.floor(at)], values[Math.ceil(at)]];
    if (below > rest !== above > rest) return values[Math.round(at)];
    return below + (above - below) * (at - Math.floor(at));
  });
}

// The list made valid: a drawn curve has as many points as its tokens last. Where only the model knows how
// long that is (after another voice, say), they keep the length at which the curve was drawn.
export function settled(request, trace, list) {
  const { index } = trace.chunk;
  const old = framesOf(request, trace);
  const next = framesOf({ ...request, edits: list }, trace);
  return fitted(list, old, next, index);
}

export function fitted(list, old, next, chunk) {
  const loose = new Map();
  const result = list.map((edit) => {
    if (!isDrawn(edit) || !appliesTo(edit, chunk)) return edit;
    const target = targetOf(edit);
    const points = new Map();
    for (const [token, values] of pieces(edit, old.frames)) {
      const count = Math.round((values.length * next.frames[token]) / old.frames[token]);
      points.set(token, resampled(values, count, HANDS[target].rest));
      if (!next.sure[token]) loose.set(token, [next.frames[token]]);
    }
    return { ...edits(target, points, chunk)[0], chunk: edit.chunk };
  });
  return loose.size ? put(result, "durations", loose, next.frames, chunk) : result;
}

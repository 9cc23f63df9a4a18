// What a hand does to a request. Each gives {edits, label}: the new list of edits, and what was done, for a person.
// The trace is the last one that came; the request may be newer than the trace.
import { HANDS, fitted, isDrawn, onTop, pieces, put, resampled, settled, targetOf, edits as written } from "./drawn.js";
import { appliesTo, framesOf, isLocal, rangeOf, same } from "./frames.js";
import { describe, placed } from "./describe.js";

export { describe };

export const MAX_FRAMES = 4000; // of one token; see MAX_DURATION in kokoro_lab/kokoro/edits.py
const SUMS = { // edits of which two in a row are one
  shift_pitch: { argument: "semitones", join: (a, b) => a + b, nothing: 0 },
  scale_pitch: { argument: "factor", join: (a, b) => a * b, nothing: 1 },
  scale_energy: { argument: "factor", join: (a, b) => a * b, nothing: 1 },
};
const TWICE = new Set(["stretch", "invert_pitch"]); // of which a second one does something else than the first
const PARTS = new Set(["knock_out_head", "skip_block", "patch"]); // of which several stand side by side

export function setDuration(request, trace, token, frames) {
  return setDurations(request, trace, [token, token + 1], [frames]);
}

// One number of frames for each token of the range [first, one past the last].
export function setDurations(request, trace, tokens, frames) {
  const old = framesOf(request, trace).frames;
  const wanted = frames.map((count) => Math.min(Math.max(Math.round(count), 1), MAX_FRAMES));
  const values = new Map(wanted.map((count, i) => [tokens[0] + i, [count]]));
  const list = put(request.edits, "durations", values, old, trace.chunk.index);
  const [before, after] = [old.slice(...tokens), wanted].map((counts) => counts.reduce((a, b) => a + b, 0));
  const label = `${placed(tokens, trace)} ${before} → ${after} frames`;
  return { edits: settled(request, trace, list), label };
}

// Points of the trace's curve, from one on; the rest of the tokens that they touch stays as it is.
export function drawCurve(request, trace, target, firstPoint, values) {
  const { rest } = HANDS[target];
  const { frames } = framesOf(request, trace);
  const shown = trace.tokens.map((token) => token.frames);
  const curve = trace.tier(target).values;
  const each = curve.length / shown.reduce((a, b) => a + b, 0);
  const held = onTop(request.edits, target, frames, trace.chunk.index);
  const points = new Map();
  let start = 0;
  shown.forEach((count, token) => {
    const stop = start + count * each;
    if (start < firstPoint + values.length && stop > firstPoint) {
      const now = held.get(token) ?? curve.slice(start, stop);
      const part = resampled(now, count * each, rest).map((value, i) => values[start + i - firstPoint] ?? value);
      points.set(token, resampled(part, frames[token] * each, rest));
    }
    start = stop;
  });
  const list = put(request.edits, target, points, frames, trace.chunk.index);
  const tokens = [Math.min(...points.keys()), Math.max(...points.keys()) + 1];
  return { edits: settled(request, trace, list), label: `${TITLES[target]} drawn: ${placed(tokens, trace)}` };
}

const TITLES = { durations: "duration", f0: "pitch", energy: "energy" };

export function shiftPitch(request, trace, tokens, semitones) {
  const edit = { name: "shift_pitch", arguments: { semitones, ...(tokens && { tokens }) } };
  return scaled(request, trace, edit, 2 ** (semitones / 12));
}

export function scaleEnergy(request, trace, tokens, factor) {
  const edit = { name: "scale_energy", arguments: { factor, ...(tokens && { tokens }) } };
  return scaled(request, trace, edit, factor);
}

// A curve that was drawn is scaled itself; otherwise an edit is added.
function scaled(request, trace, edit, factor) {
  const { frames } = framesOf(request, trace);
  const target = targetOf(edit);
  const [first, stop] = rangeOf(edit, frames.length);
  const held = onTop(request.edits, target, frames, trace.chunk.index);
  const tokens = Array.from({ length: stop - first }, (_, i) => first + i);
  if (!edit.arguments.tokens || !tokens.every((token) => held.has(token))) return addEdit(request, edit, trace);
  const points = new Map(tokens.map((token) => [token, held.get(token).map((value) => value * factor)]));
  const list = put(request.edits, target, points, frames, trace.chunk.index);
  return { edits: settled(request, trace, list), label: describe(edit, trace) };
}

// What hands did to these tokens is undone, for the targets named.
export function resetTokens(request, trace, tokens, targets = Object.keys(HANDS)) {
  const { frames } = framesOf(request, trace);
  const inside = (token) => token >= tokens[0] && token < tokens[1];
  const list = request.edits.flatMap((edit) => {
    const target = targetOf(edit);
    if (!targets.includes(target) || !appliesTo(edit, trace.chunk.index)) return [edit];
    const range = edit.arguments.tokens;
    if (range && inside(range[0]) && inside(range[1] - 1)) return [];
    if (edit.name !== HANDS[target].name) return [edit];
    const left = [...pieces(edit, frames)].filter(([token]) => !inside(token));
    return written(target, new Map(left), trace.chunk.index);
  });
  const what = targets.length === 1 ? TITLES[targets[0]] : "all";
  return { edits: settled(request, trace, list), label: `${placed(tokens, trace)}: ${what} as the model gave it` };
}

// Any edit by name; {name, arguments}, tied to the trace's chunk where it names tokens.
export function addEdit(request, edit, trace) {
  const added = tied(edit, trace);
  const rest = [...request.edits];
  const sum = SUMS[added.name];
  const i = rest.findLastIndex((other) => other.name === added.name || (targetOf(other) && targetOf(other) === targetOf(added)));
  if (rest[i]?.name === added.name && replaces(added, rest[i])) {
    const last = rest.splice(i, 1)[0];
    if (sum) added.arguments[sum.argument] = rounded(sum.join(last.arguments[sum.argument], added.arguments[sum.argument]));
  }
  if (!sum || added.arguments[sum.argument] !== sum.nothing) rest.push(added);
  return { edits: settled(request, trace, rest), label: describe(edit, trace) };
}

// Whether an edit takes the place of the one before it, of the same name.
function replaces(added, last) {
  if (last.chunk !== added.chunk || TWICE.has(added.name)) return false;
  return PARTS.has(added.name) ? same(last.arguments, added.arguments) : same(last.arguments.tokens, added.arguments.tokens);
}

export function replaceEdit(request, index, edit, trace) {
  const list = request.edits.with(index, tied(edit, trace));
  return { edits: settled(request, trace, list), label: describe(edit, trace) };
}

export function removeEdit(request, index, trace) {
  const list = request.edits.toSpliced(index, 1);
  return { edits: settled(request, trace, list), label: `without ${describe(request.edits[index], trace)}` };
}

// Another voice, speed … in the same words. Gives the change to the request, edits included: curves that were
// drawn stay valid; with other words or sounds nothing that names tokens is kept.
export function changeRequest(request, change, trace) {
  const next = { ...request, ...change };
  if (["text", "phonemes", "language", "engine"].some((name) => next[name] !== request[name]))
    return { ...change, edits: next.edits.filter((edit) => !isLocal(edit)) };
  const here = next.edits.filter((edit) => !isDrawn(edit) || appliesTo(edit, trace.chunk.index));
  return { ...change, edits: fitted(here, framesOf(request, trace), framesOf(next, trace), trace.chunk.index) };
}

function tied(edit, trace) {
  return { name: edit.name, arguments: { ...edit.arguments }, chunk: (isLocal(edit) && trace.chunk.index) || null };
}

function rounded(value) {
  return Math.round(value * 1e6) / 1e6;
}

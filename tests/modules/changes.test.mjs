import assert from "node:assert/strict";
import { test } from "node:test";
import * as changes from "../../kokoro_lab/inspector/static/changes.js";
import { framesOf } from "../../kokoro_lab/inspector/static/frames.js";
import { REQUEST, chances, randomChange, trace } from "./speech.mjs";

const DRAWN = { set_pitch: "hz", set_energy: "values" };

// Every hand edit has as many numbers as the engine will want.
function valid(request, made) {
  const { frames } = framesOf(request, made);
  for (const { name, arguments: given } of request.edits) {
    const inside = frames.slice(...(given.tokens ?? []));
    if (name === "set_durations") assert.equal(given.frames.length, inside.length);
    if (name in DRAWN) assert.equal(given[DRAWN[name]].length, 2 * inside.reduce((a, b) => a + b, 0), `${name} ${given.tokens}`);
  }
}

test("the durations of one token, then of its neighbour, are one edit", () => {
  const made = trace();
  const once = changes.setDuration(REQUEST, made, 4, 8);
  assert.deepEqual(once.edits, [{ name: "set_durations", arguments: { tokens: [4, 5], frames: [8] }, chunk: null }]);
  assert.equal(once.label, "u in “moon” 6 → 8 frames");
  const twice = changes.setDurations({ ...REQUEST, edits: once.edits }, made, [3, 5], [7, 9]);
  assert.deepEqual(twice.edits, [{ name: "set_durations", arguments: { tokens: [3, 5], frames: [7, 9] }, chunk: null }]);
  const apart = changes.setDuration({ ...REQUEST, edits: twice.edits }, made, 1, 0.2);
  assert.deepEqual(apart.edits.map((edit) => edit.arguments), [{ tokens: [1, 2], frames: [1] }, { tokens: [3, 5], frames: [7, 9] }]);
});

test("a drawn curve covers the tokens that it touches, and leaves their other points", () => {
  const made = trace();
  const { edits, label } = changes.drawCurve(REQUEST, made, "f0", 20, [123.456, 222]); // u has points 20 to 31
  assert.equal(edits.length, 1);
  assert.deepEqual(edits[0].arguments.tokens, [4, 5]);
  assert.deepEqual(edits[0].arguments.hz.slice(0, 4), [123.5, 222, 0, 173]);
  assert.equal(edits[0].arguments.hz.length, 12);
  assert.equal(label, "pitch drawn: u in “moon”");
});

test("a drawn curve follows the duration of its token", () => {
  const made = trace();
  const drawn = changes.drawCurve(REQUEST, made, "f0", 20, Array.from({ length: 12 }, (_, i) => 100 + i));
  const longer = changes.setDuration({ ...REQUEST, edits: drawn.edits }, made, 4, 12);
  const { hz } = longer.edits.find((edit) => edit.name === "set_pitch").arguments;
  assert.equal(hz.length, 24);
  assert.equal(hz[0], 100);
  assert.equal(hz.at(-1), 111);
  assert.ok(hz.every((value, i) => i === 0 || value >= hz[i - 1]));
});

test("between voice and rest nothing is made up", () => {
  const made = trace();
  const drawn = changes.drawCurve(REQUEST, made, "f0", 20, [0, 0, 0, 0, 0, 0, 200, 200, 200, 200, 200, 200]);
  const longer = changes.setDuration({ ...REQUEST, edits: drawn.edits }, made, 4, 7);
  const { hz } = longer.edits.find((edit) => edit.name === "set_pitch").arguments;
  assert.deepEqual(new Set(hz), new Set([0, 200]));
});

test("steps of pitch add up, and none is left of up and down", () => {
  const made = trace();
  const up = changes.shiftPitch(REQUEST, made, [4, 5], 1);
  const more = changes.shiftPitch({ ...REQUEST, edits: up.edits }, made, [4, 5], 0.5);
  assert.deepEqual(more.edits.map((edit) => edit.arguments), [{ semitones: 1.5, tokens: [4, 5] }]);
  assert.deepEqual(changes.shiftPitch({ ...REQUEST, edits: more.edits }, made, [4, 5], -1.5).edits, []);
});

test("a step on a drawn curve moves the curve itself", () => {
  const made = trace();
  const drawn = changes.drawCurve(REQUEST, made, "f0", 20, new Array(12).fill(100));
  const { edits } = changes.shiftPitch({ ...REQUEST, edits: drawn.edits }, made, [4, 5], 12);
  assert.equal(edits.length, 1);
  assert.deepEqual(new Set(edits[0].arguments.hz), new Set([200]));
});

test("what is drawn after a what-if stands after it, and the order of both is kept", () => {
  const made = trace();
  const flat = changes.addEdit(REQUEST, { name: "flatten_pitch", arguments: {} }, made);
  const drawn = changes.drawCurve({ ...REQUEST, edits: flat.edits }, made, "f0", 20, [100]);
  assert.deepEqual(drawn.edits.map((edit) => edit.name), ["flatten_pitch", "set_pitch"]);
  const again = changes.addEdit({ ...REQUEST, edits: drawn.edits }, { name: "flatten_pitch", arguments: {} }, made);
  assert.deepEqual(again.edits.map((edit) => edit.name), ["flatten_pitch", "set_pitch", "flatten_pitch"]);
});

test("after another voice a drawn curve keeps its length", () => {
  const made = trace();
  const { edits } = changes.drawCurve(REQUEST, made, "f0", 20, [100]);
  const change = changes.changeRequest({ ...REQUEST, edits }, { voice: "am_adam" }, made);
  assert.deepEqual(change.edits.map((edit) => edit.name), ["set_pitch", "set_durations"]);
  assert.deepEqual(change.edits[1].arguments, { tokens: [4, 5], frames: [6] });
  const faster = changes.changeRequest({ ...REQUEST, edits }, { speed: 2 }, made);
  assert.equal(faster.edits[0].arguments.hz.length, 6);
  assert.deepEqual(faster.edits[1].arguments, { tokens: [4, 5], frames: [3] });
});

test("a curve that was drawn stays valid when the model or an edit sets other durations", () => {
  const made = trace();
  const drawn = changes.drawCurve(REQUEST, made, "f0", 20, [100]);
  const equal = changes.addEdit({ ...REQUEST, edits: drawn.edits }, { name: "equal_durations", arguments: {} }, made);
  assert.deepEqual(equal.edits.map((edit) => edit.name), ["set_pitch", "equal_durations", "set_durations"]);
});

test("several heads are knocked out side by side, one is knocked out once", () => {
  const made = trace();
  let request = REQUEST;
  for (const head of [1, 2, 2]) request = { ...request, ...changes.addEdit(request, { name: "knock_out_head", arguments: { head } }, made) };
  assert.deepEqual(request.edits.map((edit) => edit.arguments.head), [1, 2]);
});

test("with other words nothing that names tokens is kept", () => {
  const edits = [
    { name: "set_pitch", arguments: { tokens: [4, 5], hz: new Array(12).fill(1) }, chunk: null },
    { name: "whisper", arguments: {}, chunk: null },
  ];
  assert.deepEqual(changes.changeRequest({ ...REQUEST, edits }, { text: "other" }, trace()).edits, [edits[1]]);
});

test("a reset takes away one token of several", () => {
  const made = trace();
  const { edits } = changes.setDurations(REQUEST, made, [3, 6], [9, 9, 9]);
  const left = changes.resetTokens({ ...REQUEST, edits }, made, [4, 5]).edits;
  assert.deepEqual(left.map((edit) => edit.arguments), [{ tokens: [3, 4], frames: [9] }, { tokens: [5, 6], frames: [9] }]);
});

test("an edit of tokens is tied to its chunk, one of the whole utterance is not", () => {
  const made = trace({ index: 2 });
  assert.equal(changes.setDuration(REQUEST, made, 4, 8).edits[0].chunk, 2);
  assert.equal(changes.addEdit(REQUEST, { name: "whisper", arguments: {} }, made).edits[0].chunk, null);
});

test("edits are said in words", () => {
  const said = (name, given) => changes.describe({ name, arguments: given, chunk: null }, trace());
  assert.equal(said("flatten_pitch", {}), "pitch flattened");
  assert.equal(said("shift_pitch", { semitones: -2, tokens: [3, 6] }), "pitch −2 st: “moon”");
  assert.equal(said("set_durations", { frames: [8], tokens: [4, 5] }), "u in “moon” 6 → 8 frames");
  assert.equal(said("set_durations", { frames: [6], tokens: [4, 5] }), "u in “moon” 6 frames");
  assert.equal(said("pitch_from", { donor: '{"text":"a","voice":"am_adam"}' }), "melody of “a” by am_adam");
  assert.equal(said("turn_round", { layer: 3, head: 2 }), "turn round layer 3, head 2");
});

// What the model would do, were it this one: durations after voice and speed, then the edits.
function spoken(request) {
  const upstream = request.edits.filter(({ name }) => name === "prosody_from").length;
  const model = [4, 3, 1, 2, 6, 3, 5].map((n, i) => Math.max(1, Math.round((n + ((request.voice.length + upstream + i) % 4)) / request.speed)));
  for (const { name, arguments: given } of request.edits) {
    const [first, stop] = given.tokens ?? [0, model.length];
    for (let t = first; t < stop; t += 1) {
      if (name === "set_durations") model[t] = given.frames[t - first];
      if (name === "equal_durations") model[t] = 5;
      if (name === "stretch") model[t] = Math.max(1, halfToEven(model[t] * given.factor));
    }
  }
  return trace({ request, frames: model });
}

function halfToEven(value) {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

test("whatever is done in whatever order, the request can be spoken", () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const chance = chances(seed);
    let request = REQUEST;
    let made = spoken(request);
    for (let step = 0; step < 25; step += 1) {
      const { label, ...next } = randomChange(chance, request, made);
      request = { ...request, ...next };
      const now = spoken(request);
      valid(request, now);
      if (chance.next() < 0.5) made = now; // otherwise the next change comes before the trace does
      assert.ok(label === undefined || label.length > 0);
    }
    const hands = request.edits.filter(({ name }) => name === "set_durations");
    assert.ok(hands.length <= 30, `seed ${seed}: ${hands.length} pile up`);
  }
});

import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "../../kokoro_lab/inspector/static/ruler_entry.js";
import { Pace } from "../../kokoro_lab/inspector/static/ruler_pace.js";
import { View } from "../../kokoro_lab/inspector/static/scale.js";
import { arranged, badge, reordered, tiersOf, visible } from "../../kokoro_lab/inspector/static/tier_list.js";
import { Trace } from "../../kokoro_lab/inspector/static/trace.js";
import { placed, sizeFor, write } from "../../kokoro_lab/inspector/static/tier_words.js";

test("what is typed for a phoneme", () => {
  const frame = 0.025;
  assert.deepEqual(parse("5", frame), { frames: 5 });
  assert.deepEqual(parse(" 110 ms ", frame), { frames: 4 });
  assert.deepEqual(parse("0,1 s", frame), { frames: 4 });
  assert.deepEqual(parse("3 ms", frame), { frames: 1 });
  assert.deepEqual(parse("212.5 Hz", frame), { hertz: 212.5 });
  assert.deepEqual(parse("−1.5 st", frame), { steps: -1.5 });
  for (const wrong of ["", "long", "-3 frames", "0 Hz", "4 apples"]) assert.throws(() => parse(wrong, frame), /frames, 100 ms/);
});

test("tiers keep the chosen order; new ones come last", () => {
  const chosen = [{ name: "f0", folded: true, solo: false }, { name: "words", folded: false, solo: false }];
  assert.deepEqual(arranged(["words", "f0", "energy"], chosen).map(({ name }) => name), ["f0", "words", "energy"]);
  assert.equal(arranged(["f0"], chosen)[0].folded, true);
  assert.deepEqual(reordered(chosen, "f0", 1).map(({ name }) => name), ["words", "f0"]);
  assert.deepEqual([...visible(chosen)], ["f0", "words"]);
  assert.deepEqual([...visible([...chosen, { name: "energy", solo: true }])], ["energy"]);
});

test("how much a tier has changed, in words", () => {
  assert.equal(badge({ same: true, relative: 0 }), "");
  assert.equal(badge({ same: false, relative: 0.0321 }), "changed 3.2 %");
  assert.equal(badge({ same: false, relative: 1.33 }), "changed 133 %");
  assert.equal(badge({ same: false, relative: 0.0001 }), "changed < 0.1 %");
  assert.equal(badge({ same: false, relative: null }), "changed");
  assert.equal(badge(undefined), "");
});

test("tiers are made by kind, whatever their names are", () => {
  const tier = { title: "T", unit: "", clock: "curve", note: "", start: 0, step: 0.0125, count: 2, before: null };
  const trace = Object.assign(Object.create(Trace.prototype), {
    tokens: [{ symbol: "a", id: 1, frames: 1, start: 0, end: 0.025, word: -1 }],
    chunk: { words: [] },
    tiers: [
      { ...tier, name: "melody", kind: "curve", values: Float32Array.of(1, 2) },
      { ...tier, name: "hologram", kind: "hologram", values: [] },
      { ...tier, name: "sound", kind: "wave", values: Int16Array.of(1, -4), step: 1 / 24000 },
      { ...tier, name: "picture", kind: "image", rows: 2, values: Uint8Array.of(1, 2, 3, 4), unit: "dB", low: -80, high: 0 },
    ],
  });
  const tiers = tiersOf(trace, null, "A");
  assert.deepEqual(tiers.map(({ name, role }) => `${name} ${role}`), ["time time", "words words", "phonemes phonemes", "melody curve", "sound wave", "picture image"]);
  assert.equal(tiers[3].value(0.02), "2");
  assert.equal(tiers[5].value(0, null, 0), "bin 1: −79.4 dB");
  assert.match(tiers[2].describe(0.01), /a, 1 frame, 25 ms/);
});

test("a text stands at its word's beginning, gives way to the one before, and is left out where it would not be", () => {
  assert.equal(placed([100, 160], 30, -Infinity, 800), 105);
  assert.equal(placed([100, 160], 30, 120, 800), 120);
  assert.equal(placed([100, 110], 30, 120, 800), null);
  assert.equal(placed([-100, 60], 30, -Infinity, 800), 5);
  assert.equal(placed([790, 900], 30, -Infinity, 800), 795);
});

test("a view that stumbles is drawn coarser until it rests", async () => {
  const rested = new Promise((resolve) => {
    const pace = new Pace(() => resolve(pace));
    for (const now of [0, 16, 33, 80, 130]) pace.moved(now);
    assert.equal(pace.ratio(2), 2); // two stumbles may happen
    pace.moved(180);
    assert.equal(pace.ratio(2), 1);
  });
  assert.equal((await rested).ratio(2), 2);
  assert.equal(new Pace(() => {}).ratio(3), 2);
});

test("words are set smaller before any is left out, and dots stand for those that are", () => {
  const spans = [["lighthouse", 0, 0.5], ["of", 0.5, 0.6], ["the", 0.6, 0.7]].map(([text, start, end]) => ({ text, start, end }));
  const textOf = ({ text }) => text;
  const size = (pixels) => sizeFor(spans, textOf, new View([0, 1], pixels), [16, 12], (type, text) => (type / 2) * text.length);
  assert.deepEqual([size(400), size(140), size(100)], [16, 12, 12]);
  const written = [];
  const canvas = { fillText: (text, x) => written.push([text, x]) };
  write(canvas, spans, textOf, 0, { view: new View([0, 1], 100), widthOf: (text) => 6 * text.length });
  assert.deepEqual(written, [["lighthouse", 5], ["…", 65]]);
});

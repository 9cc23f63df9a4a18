import assert from "node:assert/strict";
import test from "node:test";
import { extremes, fromPairs, fromSamples, halved, level } from "../../kokoro_lab/inspector/static/pyramid.js";

// A seeded generator (Park and Miller), so that a failure can be seen again.
function* numbers(seed = 1) {
  for (let state = seed; ; ) {
    state = (state * 48271) % 2147483647;
    yield state;
  }
}
function wave(length) {
  const random = numbers();
  return Int16Array.from({ length }, () => (random.next().value % 65536) - 32768);
}

test("whole blocks of any level have the extremes of their samples", () => {
  const samples = wave(10007);
  const levels = fromSamples(samples);
  for (const each of levels)
    for (const [from, to] of [[0, each.block], [3 * each.block, 7 * each.block]]) {
      if (from >= samples.length) continue;
      const part = samples.subarray(from, to);
      assert.deepEqual(extremes(each, from, to), [Math.min(...part), Math.max(...part)]);
    }
});

test("no sample is lost at any zoom, to the last one", () => {
  const samples = new Int16Array(6001);
  samples[6000] = 321;
  samples[137] = -123;
  const levels = fromSamples(samples);
  for (const perPixel of [1.5, 4, 30, 700]) {
    const blocks = level(levels, perPixel);
    assert.ok(blocks.block <= perPixel);
    let [low, high] = [0, 0];
    for (let from = 0; from < samples.length; from += perPixel) {
      const found = extremes(blocks, from, from + perPixel) ?? [0, 0];
      [low, high] = [Math.min(low, found[0]), Math.max(high, found[1])];
    }
    assert.deepEqual([low, high], [-123, 321]);
  }
});

test("outside of the wave there is nothing", () => {
  const [finest] = fromSamples(wave(100));
  assert.equal(extremes(finest, 100, 120), null);
  assert.equal(extremes(finest, -20, -1), null);
});

test("pairs are read as least and greatest", () => {
  const levels = fromPairs(Int8Array.from([-1, 2, -7, 3, 0, 9, -2, 1, -100, 5]));
  assert.deepEqual(extremes(levels[0], 1, 2), [-7, 3]);
  assert.deepEqual(extremes(levels[1], 0, 4), [-7, 9]);
  assert.deepEqual(extremes(levels[1], 4, 5), [-100, 5]);
});

test("a coarser picture keeps the loudest of two columns; a phase stays a phase", () => {
  const picture = { values: Uint8Array.from([1, 9, 5, 2, 7, 3]), rows: 2, count: 3 };
  assert.deepEqual(halved(picture), { values: Uint8Array.from([5, 9, 7, 3]), rows: 2, count: 2 });
  assert.deepEqual(halved(picture, true).values, Uint8Array.from([1, 9, 7, 3]));
});

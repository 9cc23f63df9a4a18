import assert from "node:assert/strict";
import test from "node:test";
import * as hits from "../../kokoro_lab/inspector/static/hits.js";
import { Trace } from "../../kokoro_lab/inspector/static/trace.js";

const FRAME = 0.025;

// A trace with tokens of these frames; symbols and words as given.
function traceOf(symbols, frames, words = symbols.map(() => -1)) {
  let at = 0;
  const tokens = symbols.map((symbol, i) => {
    const start = at;
    at += frames[i] * FRAME;
    return { symbol, id: symbol.charCodeAt(0) || 0, frames: frames[i], start, end: at, word: words[i] };
  });
  const chunk = { words: [{ text: "ab" }, { text: "c" }] };
  return new Trace({ tokens, seconds: at, beginning: 0, chunk, tiers: [] }, []);
}
const curve = (values) => ({ start: 0, step: FRAME / 2, count: values.length, values: Float32Array.from(values) });
const hello = () => traceOf(["", "a", "b", " ", "c", ""], [4, 2, 3, 1, 6, 2], [-1, 0, 0, -1, 1, -1]);

test("a frame lasts as long as the trace says", () => assert.ok(Math.abs(hits.frameSeconds(hello().tokens) - FRAME) < 1e-12));

test("the edge in reach is found, the nearest of two, none elsewhere", () => {
  const { tokens } = hello();
  assert.equal(hits.edgeAt(tokens, 0.152, 0.005), 1);
  assert.equal(hits.edgeAt(tokens, 0.24, 0.02), 3);
  assert.equal(hits.edgeAt(tokens, 0.19, 0.01), null);
});

test("an edge snaps to whole frames and leaves at least one", () => {
  const [, token] = hello().tokens; // starts at 0.1 s
  assert.deepEqual([0.26, 0.2624, 0.2626, 0.05].map((t) => hits.framesUpTo(token, t, FRAME)), [6, 6, 7, 1]);
});

test("the other tokens keep their frames and move", () => {
  const { tokens } = hello();
  const after = hits.moved(tokens, new Map([[1, 5], [2, 1]]), FRAME);
  assert.deepEqual(after.map(({ frames }) => frames), [4, 5, 1, 1, 6, 2]);
  after.slice(1).forEach(({ start, frames, end }, i) => {
    assert.ok(Math.abs(start - after[i].end) < 1e-9);
    assert.ok(Math.abs(end - start - frames * FRAME) < 1e-9);
  });
  assert.deepEqual(tokens.map(({ frames }) => frames), [4, 2, 3, 1, 6, 2]);
});

test("ranges, neighbours and words", () => {
  const { tokens } = hello();
  assert.deepEqual(hits.between(4, 1), [1, 5]);
  assert.ok(hits.contains([1, 3], 2) && !hits.contains([1, 3], 3) && !hits.contains(null, 0));
  assert.deepEqual([hits.neighbour(tokens, 1, 1), hits.neighbour(tokens, 1, -1), hits.neighbour(tokens, 4, 1)], [2, 1, 4]);
  assert.deepEqual([hits.wordTokens(tokens, 2), hits.wordTokens(tokens, 3), hits.wordTokens(tokens, 4)], [[1, 3], [3, 4], [4, 5]]);
});

test("a stroke leaves no point out, whichever way it goes", () => {
  const tier = curve(Array(20).fill(100));
  const there = hits.stroke(tier, { seconds: 0.03, value: 100 }, { seconds: 0.08, value: 200 });
  assert.deepEqual(there.map(({ index }) => index), [2, 3, 4, 5, 6]);
  assert.deepEqual(there.map(({ value }) => value), [100, 125, 150, 175, 200]);
  const back = hits.stroke(tier, { seconds: 0.08, value: 200 }, { seconds: 0.03, value: 100 });
  assert.deepEqual(back.map(({ index }) => index), [6, 5, 4, 3, 2]);
  assert.deepEqual(hits.stroke(tier, { seconds: 9, value: 1 }, { seconds: 9, value: 7 }), [{ index: 19, value: 7 }]);
});

test("what was drawn is one run; gaps in it keep the curve", () => {
  const drawn = new Map([[5, 50], [3, 30]]);
  assert.deepEqual(hits.joined(drawn, [0, 1, 2, 3, 4, 5]), { first: 3, values: [30, 4, 50] });
});

test("the mean pitch is that of the voiced points", () => {
  const tier = curve([0, 0, 0, 0, 100, 0, 200, 0]);
  assert.equal(hits.mean(tier, [0.05, 0.1], 10), 150);
  assert.equal(hits.mean(tier, [0, 0.05], 10), null);
});

test("points outside of a tier are none", () => {
  const tier = curve([1, 2]);
  assert.deepEqual([-0.001, 0, 0.0125, 0.025].map((t) => hits.indexAt(tier, t)), [null, 0, 1, null]);
});

test("another trace's curve is read at the same phonemes, whatever their lengths", () => {
  const [short, long] = [traceOf(["", "a", "b"], [1, 2, 1]), traceOf(["", "a", "b"], [1, 6, 2])];
  const mark = (trace) => curve(trace.tokens.flatMap(({ frames }, i) => Array(frames * 2).fill(i)));
  assert.deepEqual([...hits.aligned(short, mark(short), long, mark(long))], [...mark(short).values]);
});

test("a curve of other phonemes is read at the same time, as far as it goes", () => {
  const [one, two] = [traceOf(["", "a", "b"], [1, 2, 1]), traceOf(["", "c"], [1, 2])];
  assert.deepEqual([...hits.aligned(one, curve(Array(8)), two, curve([1, 2, 3, 4, 5, 6]))], [1, 2, 3, 4, 5, 6, NaN, NaN]);
});

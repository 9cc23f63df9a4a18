import assert from "node:assert/strict";
import { test } from "node:test";
import { Deck, carried, cut } from "../../kokoro_lab/inspector/static/deck.js";
import { Model } from "../../kokoro_lab/inspector/static/model.js";
import { slowed } from "../../kokoro_lab/inspector/static/slow.js";
import { reached } from "../../kokoro_lab/inspector/static/speaker.js";
import { Trace } from "../../kokoro_lab/inspector/static/trace.js";

const RATE = 24000;
const hum = (hz, seconds, high = 1) =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => high * Math.sin((2 * Math.PI * hz * i) / RATE));
const step = (samples) => samples.reduce((most, s, i) => (i ? Math.max(most, Math.abs(s - samples[i - 1])) : 0), 0);

function version(frames) {
  const edges = frames.reduce((all, n) => [...all, all.at(-1) + n * 0.025], [0]);
  const tokens = frames.map((n, i) => ({ frames: n, start: edges[i], end: edges[i + 1], symbol: "a", word: -1 }));
  return Object.assign(new Trace({ tiers: [] }, []), { tokens, seconds: edges.at(-1) });
}

test("a cut begins and ends in silence", () => {
  const part = cut(Int16Array.from(hum(200, 1, 20000)), [0.1234, 0.5], RATE);
  assert.equal(part.length, Math.round(0.5 * RATE) - Math.round(0.1234 * RATE));
  assert.deepEqual([part[0], part.at(-1)].map(Math.abs), [0, 0]);
  const looped = Float32Array.from([...part, ...part]);
  assert.ok(step(looped) <= 1.05 * step(cut(Int16Array.from(hum(200, 1, 20000)), [0, 1], RATE)));
});

test("a cut shorter than its fades is no mishap", () => {
  for (const to of [0.1, 0.1001, 0.102]) assert.ok(cut(new Int16Array(RATE), [0.1, to], RATE, 0.5).every(Number.isFinite));
});

for (const hz of [80, 140, 237, 400])
  test(`at half speed ${hz} Hz stays ${hz} Hz, without a click`, () => {
    const slow = slowed(hum(hz, 1), 2, RATE);
    assert.equal(slow.length, 2 * RATE);
    const middle = slow.subarray(RATE / 4, 1.75 * RATE);
    const crossings = middle.reduce((count, s, i) => count + (i > 0 && s >= 0 && middle[i - 1] < 0), 0);
    assert.ok(Math.abs(crossings / 1.5 - hz) < 1.5, `${crossings / 1.5} Hz`);
    assert.ok(step(middle) < 1.1 * step(hum(hz, 1)));
    const power = middle.reduce((sum, s) => sum + s * s, 0) / middle.length;
    assert.ok(Math.abs(power - 0.5) < 0.04, `power ${power}`);
  });

test("at half speed nothing clicks wherever a cut begins and ends", () => {
  for (const hz of [97, 130, 170, 310]) {
    const sound = Int16Array.from(hum(hz, 1, 9000));
    const usual = step(sound) / 32768 + 9000 / 32768 / (0.005 * RATE); // the hum, and what the fades at the ends add
    for (const range of [[0, 1], [0.1, 1], [0.05, 0.4321], [0.3, 0.35], [0.613, 0.64], [0.99, 1]]) {
      const slow = cut(sound, range, RATE, 0.5);
      assert.equal(slow.length, 2 * (Math.round(range[1] * RATE) - Math.round(range[0] * RATE)));
      assert.ok(step(slow) <= 1.02 * usual, `${hz} Hz from ${range}: ${step(slow)}`);
    }
  }
});

test("at half speed every moment stays in its place", () => {
  const burst = new Float32Array(RATE);
  burst.set(hum(1000, 0.05), 0.5 * RATE);
  const slow = slowed(burst, 2, RATE);
  const loud = [...slow.keys()].filter((i) => Math.abs(slow[i]) > 0.3);
  assert.ok(Math.abs(loud[0] / RATE - 1) < 0.02 && Math.abs(loud.at(-1) / RATE - 1.1) < 0.02);
});

test("a loop goes round, half speed goes half as far, the end is the end", () => {
  const voice = { range: [1, 3], start: 2, speed: 1, loop: true };
  assert.equal(reached(voice, 0.5), 2.5);
  assert.equal(reached(voice, 1.5), 1.5);
  assert.equal(reached(voice, 5.5), 1.5);
  assert.equal(reached({ ...voice, speed: 0.5 }, 1), 2.5);
  assert.equal(reached({ ...voice, loop: false }, 9), 3);
  assert.equal(reached(voice, -1), 2);
});

test("a range is carried to the same phonemes of another version", () => {
  const [short, long] = [version([4, 2, 4]), version([4, 8, 4])];
  const expected = [0.1, 0.3];
  carried([0.1, 0.15], short, long).forEach((seconds, i) => assert.ok(Math.abs(seconds - expected[i]) < 1e-9, String(seconds)));
  assert.deepEqual(carried([0, short.seconds], short, long), [0, long.seconds]);
});

test("what has been heard to its end has ended; what was stopped by other words has not", (t) => {
  globalThis.cancelAnimationFrame = () => {};
  t.after(() => delete globalThis.cancelAnimationFrame);
  const trace = version([4, 2]);
  const model = new Model({ trace, other: null, showing: "B", playhead: 0, playing: true });
  const deck = new Deck(model, null);
  let ends = 0;
  model.on("ended", () => (ends += 1));
  const voice = { trace, range: [0, trace.seconds], at: 0, start: 0, speed: 1, source: {} };
  deck.speaker.fade = () => {}; // by Web Audio, which only a browser has
  deck.speaker.context = { currentTime: 0.1, outputLatency: 0.01 };
  deck.speaker.voice = voice;
  model.set("trace", version([1, 1, 1]));
  assert.deepEqual([model.get("playing"), ends], [false, 0]);
  Object.assign(deck.speaker, { voice });
  deck.speaker.finish(voice.source);
  assert.equal(ends, 1);
});

test("a selection that the version heard does not have is not played", async () => {
  const [trace, other] = [version([4, 2, 4]), version([4])];
  const deck = new Deck(new Model({ trace, other, showing: "A", selection: [1, 3], playhead: null }), null);
  deck.speaker.open = () => {};
  let played = null;
  deck.start = async (heard, range) => (played = range);
  await deck.play();
  assert.deepEqual(played, [0, other.seconds]);
});

test("a stage is asked for once, and again only if it could not be had", async () => {
  const trace = Object.assign(version([4]), { request: { text: "a" }, chunk: { index: 0 } });
  const asked = [];
  const ask = (message) => new Promise((resolve, reject) => asked.push({ message, resolve, reject }));
  const deck = new Deck(new Model({ trace, other: null, stage: "hum" }), ask);
  const both = [deck.samples(trace, "hum"), deck.samples(trace, "hum")];
  assert.equal(asked.length, 1);
  asked[0].reject(new Error("gone"));
  for (const one of both) await assert.rejects(one, { message: "gone" });
  const again = deck.samples(trace, "hum");
  asked[1].resolve({ buffers: [new DataView(Int16Array.of(1, 2).buffer)] });
  assert.deepEqual([...(await again)], [1, 2]);
});

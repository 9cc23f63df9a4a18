import "./static.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { Take, sameText } = await import("../../kokoro_lab/casting/static/take.js");

const TEXT = "The moon rose.";
const answer = (voice, words, seconds, text = TEXT) => ({
  message: { kind: "take", request: { text, voice }, seconds, rate: 24000, words, shared: [], work: 0.1 },
  buffers: [new DataView(Int16Array.from({ length: seconds * 24000 }, (_, i) => i % 100).buffer)],
});
const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one}, not ${other}`);
function take(...parts) {
  const { message, buffers } = answer(...parts);
  return new Take(message, buffers);
}

const heart = take("af_heart", [[0, 3, 0.2, 0.4], [4, 8, 0.4, 0.9], [9, 13, 1.0, 1.5]], 2);
const slow = take("bm_george", [[0, 3, 0.4, 0.8], [4, 8, 1.0, 2.0], [9, 13, 2.0, 3.0]], 3.5);

test("a take holds what was answered", () => {
  assert.deepEqual([heart.formula, heart.samples.length, heart.samples[7]], ["af_heart", 48000, 7]);
});

test("the same word, the same part of it, in the other voice", () => {
  const there = (seconds) => slow.at(heart.place(seconds));
  near(there(0.65), 1.5); // half of moon
  near(there(0.2), 0.4); // where the first word begins
  near(there(1.25), 2.5); // half of rose
});

test("before the first word, in a pause and after the last as far as one is", () => {
  near(slow.at(heart.place(0.1)), 0.2);
  near(slow.at(heart.place(1.75)), 3.25);
  near(heart.at(slow.place(0.9)), 0.4); // it has no pause after The: the next word
  near(slow.at(heart.place(0.95)), 2.0); // nor this one after moon
  near(slow.at(heart.place(9)), 3.5); // after the end is the end
});

test("back and forth ends where it began, and what comes later stays later", () => {
  let before = -1;
  for (let seconds = 0; seconds <= heart.seconds; seconds += 0.01) {
    const there = slow.at(heart.place(seconds));
    assert.ok(there >= before);
    before = there;
    if (!heart.place(seconds).pause) near(heart.at(slow.place(there)), seconds);
  }
});

test("a word that the other language does not tell apart is found by its first character", () => {
  const whole = take("jf_alpha", [[0, 14, 0, 1.4]], 2);
  near(whole.at(heart.place(0.5)), 0.4); // moon begins at character 4 of 14
  near(heart.at(whole.place(0.7)), 0.3); // from there, in the first word
});

test("a take of no words runs from its start to its end", () => {
  const hum = take("af_heart", [], 1);
  assert.equal(hum.at(hum.place(0.5)), 0.5);
  assert.ok(hum.at(heart.place(1.2)) >= 0);
  assert.ok(heart.at(hum.place(0.5)) <= heart.seconds);
});

test("takes go on in each other only where they say the same", () => {
  assert.ok(sameText(heart, slow));
  assert.ok(!sameText(heart, take("af_heart", [], 1, "Something else")));
});

test("the word that sounds, or that sounded last", () => {
  assert.deepEqual([0.1, 0.2, 0.95, 1.9].map((seconds) => heart.wordAt(seconds)), [-1, 0, 1, 2]);
});

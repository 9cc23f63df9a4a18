import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkError, decode, encode } from "../../kokoro_lab/inspector/static/link.js";
import { REQUEST, chances } from "./speech.mjs";

const bare = { request: REQUEST, chunk: 0, selection: null, station: null, against: null, weights: null };

test("a short link can be read by a person", async () => {
  const request = { ...REQUEST, text: "Hello, world!", speed: 1.2, seed: 7 };
  const link = await encode({ ...bare, request, selection: [3, 5], station: "durations", weights: "6e742170d309016e" });
  assert.equal(link, "text=Hello,+world!&speed=1.2&seed=7&select=3-5&station=durations&weights=6e742170d309");
});

test("hand edits of a few tokens stand in it as they are, many points are packed", async () => {
  const few = await encode({ ...bare, request: { ...REQUEST, edits: [{ name: "whisper", arguments: {}, chunk: null }] } });
  assert.match(decodeURIComponent(few), /edits=\[\{"name":"whisper"/);
  const hz = Array.from({ length: 600 }, (_, i) => Math.round(1500 + 100 * Math.sin(i / 9)) / 10);
  const many = await encode({ ...bare, request: { ...REQUEST, edits: [{ name: "set_pitch", arguments: { hz, tokens: [3, 99] }, chunk: null }] } });
  assert.match(many, /edits=z\.[\w-]+$/);
  assert.ok(many.length < JSON.stringify(hz).length, `${many.length}`);
});

test("a fragment that is no link is none", async () => {
  for (const fragment of ["", "#", "#top", "#voice=af_heart"]) assert.equal(await decode(fragment), null);
});

const WRONG = [
  ["text=a&speed=fast", /speed must be a number from 0.1 to 10/],
  ["text=a&speed=", /speed/],
  ["text=a&speed=11", /speed/],
  ["text=a&seed=-1", /seed must be a whole number/],
  ["text=a&seed=1.5", /seed/],
  ["text=a&chunk=x", /chunk/],
  ["text=a&select=5-3", /first-end/],
  ["text=%E0%A4%A", /text cannot be read/],
  ["text=a&edits=[{", /edits cannot be read/],
  ["text=a&edits=z.abc", /edits cannot be read/],
  ["text=a&edits=z.!!", /edits cannot be read/],
  ["text=a&edits={}", /edits must be a list/],
  ["text=a&edits=[3]", /name and arguments/],
  ["text=a&edits=[null]", /name and arguments/],
  ['text=a&edits=[{"name":"whisper","chunk":-1}]', /chunk from 0/],
  ["text=a&against=3", /against is no request/],
  ['text=a&against={"colour":1}', /unknown field “colour”/],
  ['text=a&against={"text":1}', /text must be a text/],
];

for (const [link, message] of WRONG)
  test(`${link} is refused in words`, async () => {
    await assert.rejects(decode(link), (error) => error instanceof LinkError && message.test(error.message));
  });

function text(chance) {
  const letters = ["a", " ", "+", "&", "=", "#", "%", "é", "ʌ", "日", "\u{1F30A}", "\n", '"', "/", "?", "[", "0"];
  return Array.from({ length: chance.whole(1, 40) }, () => chance.of(letters)).join("");
}

function anyRequest(chance) {
  const number = () => chance.of([chance.next() * 1e3, chance.next() * 1e-9, -chance.next(), 3, 0.1 + 0.2, 1e21]);
  const edits = Array.from({ length: chance.whole(0, 3) }, () => ({
    name: chance.of(["set_pitch", "whisper", "timbre_from"]),
    arguments: chance.of([{}, { hz: Array.from({ length: chance.whole(1, 90) }, number), tokens: [1, 4] }, { voice: text(chance) }]),
    chunk: chance.of([null, 2]),
  }));
  const spoken = chance.of([{ text: text(chance), phonemes: null }, { text: "", phonemes: text(chance) }]);
  return {
    ...REQUEST, ...spoken, voice: chance.of(["af_heart", "0.6*af_heart + 0.4*bf_emma"]), language: chance.of([null, "en-gb"]),
    speed: chance.of([1, 0.1 + chance.next()]), seed: chance.whole(0, 1e9), edits,
  };
}

test("what goes into a link comes out of it, number by number", async () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const chance = chances(seed);
    const state = {
      request: anyRequest(chance),
      chunk: chance.whole(0, 3),
      selection: chance.of([null, [0, 4]]),
      station: chance.of([null, "durations"]),
      against: chance.of([null, { request: anyRequest(chance), chunk: chance.whole(0, 2) }]),
      weights: chance.of([null, "6e742170d309"]),
    };
    const link = await encode(state);
    assert.doesNotMatch(link, /[\s"<>`#]/);
    assert.deepEqual(await decode(`#${link}`), state, link);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import "./static.mjs";

const at = (name) => import(`../../kokoro_lab/casting/static/${name}.js`);
const { linkOf, placeOf, read } = await at("voices_link");
const { Takes, keyOf } = await at("takes");
const { titleOf } = await at("names");
const { Model } = await import("../../kokoro_lab/inspector/static/model.js");
const { decode } = await import("../../kokoro_lab/inspector/static/link.js");

const REQUEST = { text: "Hello & good-bye = 1", voice: "af_heart", language: null, speed: 1.1, seed: 3, engine: "kokoro", phonemes: null, edits: [] };

test("a link brings view, mix, candidates and text back, and is none of the inspector's", async () => {
  const mix = "timbre:(0.6*af_heart + 0.4*bf_emma) prosody:am_adam";
  const chosen = ["bf_emma", "norm(af_heart + bf_emma)"];
  const fragment = await linkOf({ request: REQUEST, mix, view: "mixer", chosen });
  assert.equal(placeOf(`#${fragment}`), "voices");
  assert.deepEqual(await read(`#${fragment}`), { request: REQUEST, view: "mixer", mix, chosen });
  assert.equal(await decode(fragment), null);
  const older = `#text=Hi&voice=${encodeURIComponent(mix)}&place=voices`;
  assert.equal((await read(older)).mix, mix, "a link without a mix: it is the voice");
});

test("what is as usual is left out, and read as that", async () => {
  const fragment = await linkOf({ request: { ...REQUEST, text: "" }, mix: "af_heart", view: "gallery", chosen: [] });
  assert.deepEqual(await read(fragment), { request: null, view: "gallery", mix: "af_heart", chosen: [] });
  assert.equal(placeOf("#text=Hello&voice=af_heart"), null);
});

test("a voice goes by its display name, a blend by its own or by its formula", () => {
  const cards = [{ name: "bf_emma", display: "Emma" }, { name: "warm", display: "warm", formula: "af_heart + bf_emma" }];
  const model = new Model({ cards });
  assert.equal(titleOf(model, "bf_emma"), "Emma");
  assert.equal(titleOf(model, "af_heart + bf_emma"), "warm");
  assert.equal(titleOf(model, "x".repeat(60)).length, 40);
});

// A server that answers when told to, one ask after the other.
function desk() {
  const waiting = [];
  const ask = (message, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      waiting.push({ message, answer: () => resolve({ message: { kind: "take", request: message.request, words: [], seconds: 1, rate: 24000 }, buffers: [new DataView(new ArrayBuffer(4))] }), refuse: reject });
    });
  const model = new Model({ request: REQUEST, takes: new Map(), making: [], progress: null, failure: null });
  return { model, waiting, takes: new Takes(model, ask) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("takes come one after another, and those that are there are not made again", async () => {
  const { model, waiting, takes } = desk();
  const heard = [];
  const all = takes.make(["a", "b"], { arrived: ({ formula }) => heard.push(formula) });
  assert.deepEqual(model.get("making"), ["a", "b"]);
  waiting[0].answer();
  await settled();
  assert.deepEqual([heard, model.get("making"), waiting.length], [["a"], ["b"], 2]);
  waiting[1].answer();
  assert.deepEqual((await all).map(({ formula }) => formula), ["a", "b"]);
  assert.deepEqual(model.get("making"), []);
  await takes.make(["b"]);
  assert.equal(waiting.length, 2);
});

test("another call gives up the one before; another text throws away what was made", async () => {
  const { model, waiting, takes } = desk();
  const first = takes.make(["a", "b"]);
  waiting[0].answer();
  await settled();
  const second = takes.make(["c"], { symbols: 30 });
  assert.deepEqual((await first).map(({ formula }) => formula), ["a"]); // what was there by then
  assert.deepEqual(waiting[2].message.request.edits, [{ name: "style_row", arguments: { symbols: 30 }, chunk: null }]);
  waiting[2].answer();
  await second;
  assert.deepEqual([...model.get("takes").keys()], ["a", keyOf("c", 30)]);
  takes.request({ ...REQUEST, voice: "bf_emma" });
  assert.equal(model.get("takes").size, 2); // the voice of the form is no part of it
  takes.request({ ...REQUEST, text: `${REQUEST.text} ` });
  assert.equal(model.get("takes").size, 2); // nor is a space at its end
  takes.request({ ...REQUEST, text: "Other words" });
  assert.equal(model.get("takes").size, 0);
});

test("a voice that cannot be spoken is told, and the others are made all the same", async () => {
  const { model, waiting, takes } = desk();
  const all = takes.make(["a", "b"]);
  waiting[0].refuse(new Error("no such voice"));
  await settled();
  waiting[1].answer();
  assert.deepEqual((await all).map(({ formula }) => formula), ["b"]);
  assert.deepEqual([model.get("failure"), model.get("making")], ["no such voice", []]);
  await takes.make(["b"]);
  assert.equal(model.get("failure"), null);
});

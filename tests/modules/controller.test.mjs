import assert from "node:assert/strict";
import { test } from "node:test";
import { Ahead } from "../../kokoro_lab/inspector/static/ahead.js";
import { Controller } from "../../kokoro_lab/inspector/static/controller.js";
import { History } from "../../kokoro_lab/inspector/static/history.js";
import { Model } from "../../kokoro_lab/inspector/static/model.js";

const HELLO = {
  text: "Hello", voice: "af_heart", language: null, speed: 1, seed: 0, engine: "kokoro", phonemes: null, edits: [],
};
const WHISPER = { name: "whisper", arguments: {} };

// A trace of two tokens, as the server sends it.
function answer({ request, chunk }, count = 1) {
  const tokens = [0, 1].map((i) => ({ symbol: "h", id: 50, frames: 4, start: i / 10, end: (i + 1) / 10, word: 0 }));
  const message = {
    kind: "trace", request, seconds: 0.2, rate: 24000, beginning: 0, tokens, tiers: [], stations: [],
    chunk: { index: chunk, count, complete: true, text: request.text, words: [], symbols: "h" },
    identity: { weights: "abcdef0123456789" },
  };
  return { message, buffers: [] };
}

// A controller before a server that answers when told to.
function desk() {
  const model = new Model({ trace: null, other: null, request: null, chunk: 0, span: [0, 1], selection: null, busy: null });
  const asked = [];
  const ask = (message, { signal } = {}) =>
    new Promise((resolve, reject) => {
      asked.push({ message, resolve: (count) => resolve(answer(message, count)), reject, signal });
      signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
    });
  return { model, asked, controller: new Controller(model, ask, new History()) };
}

const moment = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function spoken(parts = desk(), options = {}) {
  parts.controller.open(HELLO, options);
  await moment(5);
  parts.asked.at(-1).resolve();
  await moment(5);
  return parts;
}

test("a change is asked for with what it is a fork of, and stands beside it", async () => {
  const { model, asked, controller } = await spoken();
  const before = model.get("trace");
  controller.edit(WHISPER, "whispered");
  assert.equal(asked.length, 1, "not yet: another change may follow");
  await moment(350);
  assert.deepEqual(asked[1].message.base, HELLO);
  assert.deepEqual(asked[1].message.request.edits.map(({ name }) => name), ["whisper"]);
  asked[1].resolve();
  await moment(5);
  assert.equal(model.get("other"), before);
  assert.notEqual(model.get("trace"), before);
  assert.equal(model.get("busy"), null);
});

test("a newer change ends the older run, and only the newer one is shown", async () => {
  const { model, asked, controller } = await spoken();
  controller.edit(WHISPER, "whispered");
  await moment(350);
  controller.edit({ name: "no_noise", arguments: {} }, "no noise");
  assert.ok(asked[1].signal.aborted);
  await moment(350);
  assert.deepEqual(asked[2].message.request.edits.map(({ name }) => name), ["whisper", "no_noise"]);
  asked[2].resolve();
  await moment(5);
  assert.equal(model.get("trace").request.edits.length, 2);
  assert.equal(model.get("failure") ?? null, null);
});

test("undo and redo walk without asking while the traces are held", async () => {
  const { model, asked, controller } = await spoken();
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[1].resolve();
  await moment(5);
  await controller.undo();
  assert.deepEqual(model.get("request").edits, []);
  await controller.redo();
  assert.equal(model.get("request").edits.length, 1);
  assert.equal(asked.length, 2);
});

test("what cannot be spoken is told, and what is shown stays the request", async () => {
  const { model, asked, controller } = await spoken();
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[1].reject(new Error("no such edit"));
  await moment(5);
  assert.equal(model.get("failure"), "no such edit");
  assert.deepEqual(model.get("request"), HELLO);
  assert.equal(model.get("busy"), null);
});

test("what was tried and failed is not part of the next change", async () => {
  const { model, asked, controller } = await spoken();
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[1].reject(new Error("no such edit"));
  await moment(5);
  controller.edit({ name: "no_noise", arguments: {} }, "no noise");
  assert.equal(model.get("busy").what, "no noise");
  controller.giveUp();
});

test("undo takes back what is on its way, and nothing else", async () => {
  const { model, asked, controller } = await spoken();
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[1].resolve();
  await moment(5);
  controller.edit({ name: "no_noise", arguments: {} }, "no noise");
  controller.undo();
  await moment(350);
  assert.equal(asked.length, 2, "it was never asked for");
  assert.deepEqual(model.get("request").edits.map(({ name }) => name), ["whisper"]);
  assert.equal(model.get("busy"), null);
  controller.undo();
  assert.deepEqual(model.get("request").edits, []);
});

// After an edit, with the trace that it was made from no longer held.
async function forgetful() {
  const parts = desk();
  parts.controller.history = new History({ traces: 1 });
  await spoken(parts);
  parts.controller.edit(WHISPER, "whispered");
  await moment(350);
  parts.asked[1].resolve();
  await moment(5);
  return parts;
}

test("a fork that is no longer held is asked for again, and can be given up or fail", async () => {
  const { model, asked, controller } = await forgetful();
  const shown = controller.history.current;
  controller.undo();
  await moment(5);
  assert.deepEqual(asked[2].message.request, HELLO);
  controller.cancel();
  await moment(5);
  assert.ok(asked[2].signal.aborted);
  assert.equal(controller.history.current, shown);
  controller.undo();
  await moment(5);
  asked[3].reject(new Error("the server is gone"));
  await moment(5);
  assert.deepEqual([model.get("failure"), model.get("busy")], ["the server is gone", null]);
  assert.equal(controller.history.current, shown);
  controller.undo();
  await moment(5);
  asked[4].resolve();
  await moment(5);
  assert.deepEqual(model.get("trace").request, HELLO);
  assert.equal(controller.history.all.size, 2, "it is no new fork");
});

test("a change made on the way to an older fork wins, and is a fork of that one", async () => {
  const { model, asked, controller } = await forgetful();
  controller.undo();
  await moment(5);
  controller.edit({ name: "no_noise", arguments: {} }, "no noise");
  asked[2].resolve();
  await moment(350);
  asked[3].resolve();
  await moment(5);
  assert.deepEqual(model.get("trace").request.edits.map(({ name }) => name), ["no_noise"]);
  assert.deepEqual(controller.history.current.parent.state.request, HELLO);
});

test("a link is given up with what it is held against", async () => {
  const { model, asked, controller } = desk();
  controller.follow({ request: HELLO, chunk: 0, selection: null, against: { request: { ...HELLO, seed: 1 }, chunk: 0 } });
  await moment(5);
  controller.open({ ...HELLO, text: "Bye" });
  await moment(5);
  assert.equal(asked.length, 2);
  asked[1].resolve();
  await moment(5);
  assert.equal(model.get("trace").request.text, "Bye");
});

test("an error of the page itself is not taken for a run that was given up", async () => {
  const { model, asked, controller } = desk();
  model.on("change:trace", () => {
    throw new TypeError("a view broke");
  });
  const opened = controller.open(HELLO);
  await moment(5);
  asked[0].resolve();
  await assert.rejects(opened, { message: "a view broke" });
});

test("two words are rewritten one after the other, each where it stands", async () => {
  const parts = await spoken(desk(), {});
  const { model, controller } = parts;
  controller.open({ ...HELLO, text: "One two one" });
  await moment(5);
  parts.asked.at(-1).resolve();
  await moment(5);
  controller.rewrite([4, 7], "[two](/tu/)");
  controller.rewrite([8, 11], "[one](/wun/)");
  controller.giveUp();
  assert.equal(model.get("request").text, "One [two](/tu/) [one](/wun/)");
  controller.rewrite([4, 7], "[two](/to/)");
  controller.giveUp();
  assert.match(model.get("failure"), /being changed/);
  assert.equal(model.get("request").text, "One [two](/tu/) [one](/wun/)");
});

test("a shorter trace is shown from its beginning, not from before it", async () => {
  const { model, asked, controller } = await spoken();
  model.set("span", [0.15, 0.5]);
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[1].resolve();
  await moment(5);
  assert.deepEqual(model.get("span"), [0, 0.2]);
});

test("markup is written at characters, not at UTF-16 units", async () => {
  const parts = desk();
  parts.controller.open({ ...HELLO, text: "🙂 Hello" });
  await moment(5);
  parts.asked[0].resolve();
  await moment(5);
  parts.controller.rewrite([2, 7], "[Hello](/hi/)");
  assert.equal(parts.model.get("request").text, "🙂 [Hello](/hi/)");
});

test("what the form says is a fork while the text is the same, and begins anew with another", async () => {
  const { model, asked, controller } = await spoken();
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[1].resolve();
  await moment(5);
  controller.speak({ ...HELLO, voice: "bf_emma" });
  await moment(350);
  assert.equal(asked[2].message.request.edits.length, 1);
  asked[2].resolve();
  await moment(5);
  controller.speak({ ...HELLO, text: "Bye" });
  await moment(5);
  assert.deepEqual(asked[3].message.request.edits, []);
  assert.equal(model.get("busy").what, "spoken");
});

test("what is spoken goes on to the next chunk, until a change holds it", async () => {
  const { model, asked, controller } = await spoken(desk(), { play: true });
  assert.equal(controller.next, null, "there is only one");
  controller.speak({ ...HELLO, text: "One. Two." });
  await moment(5);
  asked[1].resolve(2);
  await moment(5);
  assert.equal(controller.next, 1);
  controller.edit(WHISPER, "whispered");
  await moment(350);
  asked[2].resolve(2);
  await moment(5);
  assert.equal(controller.next, null);
  assert.equal(model.get("chunk"), 0);
});

test("the next chunk is made ahead, after whatever else is asked", async () => {
  const asked = [];
  const ahead = new Ahead((message, { signal } = {}) => {
    asked.push(message.kind);
    return new Promise((resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  }, { later: 20 });
  ahead.make(HELLO, 1);
  await moment(40);
  assert.deepEqual(asked, ["trace"]);
  ahead.ask({ kind: "detail" });
  await moment(40);
  assert.deepEqual(asked, ["trace", "detail", "trace"], "it was put off, and begun again");
  ahead.giveUp();
  await moment(40);
  assert.equal(asked.length, 3);
});

test("what was made ahead and comes as another is wanted does not take its place", async () => {
  const asked = [];
  const ahead = new Ahead((message) => new Promise((resolve) => asked.push({ message, resolve })), { later: 5 });
  ahead.make(HELLO, 1);
  await moment(20);
  asked[0].resolve();
  ahead.make(HELLO, 2);
  await moment(20);
  assert.equal(asked[1].message.chunk, 2);
});

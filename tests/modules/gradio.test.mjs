import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, gradioChannel } from "../../kokoro_lab/inspector/static/gradio.js";
import { canonical } from "../../kokoro_lab/inspector/static/stored.js";

// A server that answers when told to, through a ring of messages as Gradio brings them.
function server() {
  const listeners = [];
  const channel = {
    asked: [], cancelled: 0, slots: {},
    trigger: (data) => channel.asked.push(data),
    cancel: () => (channel.cancelled += 1),
    value: () => channel.slots,
    onValue: (listener) => listeners.push(listener),
    numbers: {},
    say(run, message) {
      const number = (channel.numbers[run] = (channel.numbers[run] ?? -1) + 1);
      channel.slots = { ...(number ? channel.slots : {}), [number % 8]: { ...message, run, number } };
      for (const listener of listeners) listener();
    },
  };
  return channel;
}

test("an answer comes with its bytes, and progress before it", async () => {
  const channel = server();
  const seen = [];
  const answer = gradioChannel(channel)({ kind: "trace" }, { onProgress: (progress) => seen.push(progress) });
  assert.deepEqual(channel.asked, [{ run: 1, ask: { kind: "trace" } }]);
  channel.say(1, { kind: "loading" });
  channel.say(1, { kind: "working", ahead: 2 });
  channel.say(1, { kind: "answer", message: { key: "a" }, buffers: ["AQL/", ""] });
  const { message, buffers } = await answer;
  assert.deepEqual(message, { key: "a" });
  assert.deepEqual(buffers.map((view) => [...new Uint8Array(view.buffer)]), [[1, 2, 255], []]);
  assert.deepEqual(seen, [{ ahead: 0, loading: true }, { ahead: 2, loading: false }]);
});

test("asks wait for each other, and an error is an Error that says why", async () => {
  const channel = server();
  const ask = gradioChannel(channel);
  const [first, second] = [ask({ kind: "a" }), ask({ kind: "b" })];
  assert.equal(channel.asked.length, 1);
  channel.say(1, { kind: "error", message: "no such ask" });
  await assert.rejects(first, { message: "no such ask" });
  assert.equal(channel.asked.length, 1, "the server is not done yet");
  channel.settled();
  assert.deepEqual(channel.asked[1], { run: 2, ask: { kind: "b" } });
  channel.say(2, { kind: "answer", message: {}, buffers: [] });
  await second;
});

test("what is given up is cancelled as soon as Gradio can, and the next one follows", async () => {
  const channel = server();
  const ask = gradioChannel(channel);
  const [old, waiting] = [new AbortController(), new AbortController()];
  const first = ask({ kind: "a" }, { signal: old.signal });
  const dropped = ask({ kind: "b" }, { signal: waiting.signal });
  const last = ask({ kind: "c" });
  waiting.abort();
  old.abort();
  await assert.rejects(first, { name: "AbortError" });
  await assert.rejects(dropped, { name: "AbortError" });
  assert.equal(channel.cancelled, 0, "it has not begun");
  channel.say(1, { kind: "working", ahead: 0 });
  channel.say(1, { kind: "working", ahead: 0 });
  assert.equal(channel.cancelled, 1);
  channel.settled();
  assert.deepEqual(channel.asked.map(({ ask: { kind } }) => kind), ["a", "c"]);
  channel.say(3, { kind: "answer", message: { kind: "c" }, buffers: [] });
  assert.equal((await last).message.kind, "c");
});

test("a server that stops without an answer is told", async () => {
  const channel = server();
  const answer = gradioChannel(channel)({ kind: "a" });
  channel.settled();
  await assert.rejects(answer, /without an answer/);
});

test("base64 of every byte", () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(new Uint8Array(bytes(Buffer.from(all).toString("base64")).buffer), all);
});

test("asks are the same whatever the order of their keys and what is left out", () => {
  assert.equal(canonical({ a: [1, { c: null, b: "x" }], d: {} }), canonical({ a: [1, { b: "x" }] }));
  assert.notEqual(canonical({ a: 0 }), canonical({}));
  assert.notEqual(canonical({ a: [1, 2] }), canonical({ a: [2, 1] }));
});

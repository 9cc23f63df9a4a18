// Asks of a notebook's cell, and whose a key is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isNotebooks, notebookChannel } from "../../kokoro_lab/inspector/static/widget.js";

// The kernel's side of anywidget's messages.
class Kernel {
  constructor() {
    this.sent = [];
    this.listeners = new Set();
  }
  on(_, listener) {
    this.listeners.add(listener);
  }
  off(_, listener) {
    this.listeners.delete(listener);
  }
  send(content) {
    this.sent.push(content);
  }
  answer(content, buffers = []) {
    for (const listener of this.listeners) listener(content, buffers);
  }
}

test("answers come to whoever asked, in any order, and errors reject", async () => {
  const kernel = new Kernel();
  const { ask } = notebookChannel(kernel);
  const asks = [{ kind: "edits" }, { kind: "plan" }, { kind: "nothing" }];
  const [edits, plan, nothing] = asks.map((one) => ask(one));
  assert.deepEqual(kernel.sent.map((content) => content.ask), asks);
  const [first, second, third] = kernel.sent.map(({ id }) => id);
  kernel.answer({ id: second, message: "plan" }, ["bytes"]);
  kernel.answer({ id: "of another view", message: "lost" });
  kernel.answer({ id: first, message: "edits" });
  kernel.answer({ id: third, error: "there is no such ask" });
  assert.deepEqual(await plan, { message: "plan", buffers: ["bytes"] });
  assert.deepEqual(await edits, { message: "edits", buffers: [] });
  await assert.rejects(nothing, /no such ask/);
});

test("what is given up is dropped once, and what was given up before is never sent", async () => {
  const kernel = new Kernel();
  const { ask } = notebookChannel(kernel);
  const giver = new AbortController();
  const waiting = ask({ kind: "trace" }, { signal: giver.signal });
  giver.abort();
  await assert.rejects(waiting, { name: "AbortError" });
  const [{ id }] = kernel.sent;
  assert.deepEqual(kernel.sent.slice(1), [{ id, drop: true }]);
  kernel.answer({ id, message: "late" });
  await assert.rejects(ask({ kind: "trace" }, { signal: giver.signal }), { name: "AbortError" });
  assert.equal(kernel.sent.length, 2);
});

test("a view that is closed drops what it asked for and hears no more", () => {
  const kernel = new Kernel();
  const { ask, close } = notebookChannel(kernel);
  ask({ kind: "trace" });
  close();
  assert.deepEqual(kernel.sent.at(-1), { id: kernel.sent[0].id, drop: true });
  assert.equal(kernel.listeners.size, 0);
});

test("within the inspector the notebook keeps its keys with Ctrl, but for undo, and those that run a cell", () => {
  const notebooks = [{ key: "s", ctrlKey: true }, { key: "F", metaKey: true, shiftKey: true }, { key: "Enter", shiftKey: true }];
  const own = [{ key: "a" }, { key: " " }, { key: "Enter" }, { key: "Z", ctrlKey: true, shiftKey: true }, { key: "ArrowRight", altKey: true }];
  for (const event of notebooks) assert.equal(isNotebooks(event), true, event.key);
  for (const event of own) assert.equal(isNotebooks(event), false, event.key);
});

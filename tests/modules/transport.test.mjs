import assert from "node:assert/strict";
import { test } from "node:test";
import { ranAgain, running } from "../../kokoro_lab/inspector/static/doing.js";
import { KEYS, nameOf } from "../../kokoro_lab/inspector/static/keys.js";

test("keys have the names by which they are listed", () => {
  const plain = { ctrlKey: false, metaKey: false, shiftKey: false };
  assert.equal(nameOf({ ...plain, key: " " }), "Space");
  assert.equal(nameOf({ ...plain, key: "l" }), "L");
  assert.equal(nameOf({ ...plain, key: "?", shiftKey: true }), "?");
  assert.equal(nameOf({ ...plain, key: "z", metaKey: true }), "Ctrl+Z");
  assert.equal(nameOf({ ...plain, key: "Z", ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Z");
  assert.equal(nameOf({ ...plain, key: "l", ctrlKey: true }), "Ctrl+L");
  assert.equal(new Set(KEYS.map(([key]) => key)).size, KEYS.length);
});

test("what is waited for is named, and the model where it is loaded first", () => {
  assert.equal(running({ what: "whispered" }), "Running: whispered …");
  assert.equal(running({ what: "whispered", loading: true }), "Loading the model, then running: whispered …");
});

test("a fork says what ran again, and what it cost", () => {
  const base = { text: "a" };
  const reran = ["spectrum", "audio"];
  const stations = [{ ran: false }, { ran: false }, { ran: true }];
  assert.equal(ranAgain(null), "");
  assert.equal(ranAgain({ base: null, reran, milliseconds: 2419, seconds: 3.15 }), "All steps ran: 2.4 s for 3.1 s of sound");
  assert.equal(ranAgain({ base, stations, reran, milliseconds: 640.4, seconds: 3 }), "Ran again: spectrum, audio, 640 ms");
  assert.match(ranAgain({ base, stations, reran: [], milliseconds: 3, seconds: 3 }), /^Nothing had to run again/);
});

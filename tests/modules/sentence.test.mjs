import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, tokensOf } from "../../kokoro_lab/inspector/static/sentence.js";

test("the text is cut at its words, counted in characters of the whole request", () => {
  const words = [{ span: [12, 14] }, { span: [15, 16] }, { span: [16, 17] }];
  assert.deepEqual(pieces({ text: "🙂 Hi 👍. ", span: [10, 18], words }), [["🙂 ", null], ["Hi", 0], [" ", null], ["👍", 1], [".", 2], [" ", null]]);
  assert.equal(pieces({ text: "a b", span: [0, 3], words: [] }).map(([letters]) => letters).join(""), "a b");
});

test("the tokens of a word follow each other; a silent word has none", () => {
  const trace = { tokens: [-1, 0, 0, -1, 1, -1].map((word) => ({ word })) };
  assert.deepEqual(tokensOf(trace, 0), [1, 3]);
  assert.deepEqual(tokensOf(trace, 1), [4, 5]);
  assert.equal(tokensOf(trace, 2), null);
});

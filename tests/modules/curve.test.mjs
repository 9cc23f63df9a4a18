import assert from "node:assert/strict";
import { test } from "node:test";
import "./static.mjs";

const at = (name) => import(`../../kokoro_lab/casting/static/${name}.js`);
const { fitted, Lengths, levels, relative, ROWS, stepped, travelText } = await at("curve_numbers");
const { heardRows } = await at("curve_heard");
const { rowInUse } = await at("curve");

test("every length has a place on the axis and is found there again", () => {
  const lengths = new Lengths(44, 1000);
  assert.deepEqual([1, ROWS].map((symbols) => Math.round(lengths.x(symbols))), [44, 1000]);
  for (let symbols = 1; symbols <= ROWS; symbols += 1) assert.equal(lengths.symbols(lengths.x(symbols)), symbols);
  assert.deepEqual([-50, 2000].map((x) => lengths.symbols(x)), [1, ROWS]);
});

test("keys move the row by one, pages by ten, and stop at the ends", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End"].map((key) => stepped(45, key)), [46, 44, 55, 35, 1, 510]);
  assert.deepEqual([stepped(1, "PageDown"), stepped(505, "PageUp"), stepped(45, "a")], [1, 510, null]);
});

test("the row in use is the one chosen, else that of the text, else a usual one", () => {
  assert.deepEqual([rowInUse(3, 45), rowInUse(null, 45), rowInUse(null, null)], [3, 45, 100]);
});

test("distances are parts of the mean norm", () => {
  assert.deepEqual(relative([0, 1, 6], [1, 2, 3]), [0, 0.5, 3]);
});

test("how far the halves travel is said from the numbers", () => {
  const said = (timbre, prosody) => travelText({ timbre: { travelled: timbre }, prosody: { travelled: prosody } });
  assert.equal(said(1.91, 8.46), "Prosody travels 4.4 times as far as timbre.");
  assert.equal(said(1, 12.4), "Prosody travels 12 times as far as timbre.");
  assert.equal(said(3, 2), "Timbre travels 1.5 times as far as prosody.");
  assert.equal(said(2, 2.02), "Timbre and prosody travel equally far.");
});

test("labels on one level stay apart", () => {
  const xs = [0, 60, 104, 121, 137, 130];
  const found = levels(xs, 26);
  xs.forEach((x, i) => xs.forEach((other, j) => i < j && found[i] === found[j] && assert.ok(Math.abs(x - other) >= 26)));
  assert.deepEqual(levels([0, 100], 26), [1, 1]);
});

test("both paths are drawn to one scale, which the longer one fills", () => {
  const { scale, boxes } = fitted([[[0, 0], [2, 1]], [[-5, 0], [5, 3]]], 500);
  assert.equal(scale, 50);
  assert.deepEqual(boxes, [{ x: 0, y: 0, width: 2, height: 1 }, { x: -5, y: 0, width: 10, height: 3 }]);
});

test("takes are listed by the length of their style", () => {
  const take = (formula, symbols, edits) => ({ formula, symbols, request: { edits } });
  const row = (symbols) => [{ name: "style_row", arguments: { symbols }, chunk: null }];
  const takes = new Map([["a", take("a", "ðə mˈun", [])], ["a @ 300", take("a", "ðə mˈun", row(300))], ["a @ 3", take("a", "ðə mˈun", row(3))], ["b", take("b", "ə", [])]]);
  assert.deepEqual(heardRows(takes, "a").map(({ symbols, length }) => [symbols, length]), [[3, 3], [null, 7], [300, 300]]);
});

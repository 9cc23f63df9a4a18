// The logic of the exhibits: numbers, layouts, hits and names, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(`../../kokoro_lab/inspector/static/${name}.js`);
const { decimals, figure, range, round, ticks, withUnit, written } = await at("exhibit_numbers");
const { layout: barsLayout } = await at("exhibit_bars");
const heat = await at("exhibit_heat");
const line = await at("exhibit_line");
const labels = await at("exhibit_labels");
const { runs, variables } = await at("exhibit_formula");
const { columnTexts } = await at("exhibit_table");
const { placeOn, pointing, tokenOf } = await at("exhibit_focus");
const { bounds, shadeOf } = await at("exhibit_palette");
const { moved } = await at("exhibit_picture");
const { target } = await at("exhibit_roving");
const { Terms } = await at("exhibit_terms");
const { hints, open } = await at("exhibit_words");
const { partOfSpeech } = await at("exhibit_origin");

test("figures have three significant digits, true minus signs and units", () => {
  assert.equal(figure(0.12345), "0.123");
  assert.equal(figure(-12.345), "−12.3");
  assert.equal(figure(75600), "75,600");
  assert.equal(figure(0), "0");
  assert.equal(figure(0.0000123), "1.23·10⁻⁵");
  assert.equal(figure(NaN), "–");
  assert.equal(figure(null), "–");
  assert.equal(withUnit(0.5, "Hz"), "0.500 Hz");
  assert.equal(round(0.5), "0.5");
  assert.equal(written(-0.001, 1), "0.0"); // no minus before nothing
});

test("a column of numbers shares its decimals, whole numbers have none", () => {
  assert.equal(decimals([1, 200]), 0);
  assert.equal(decimals([0.5, 13.7]), 1);
  assert.deepEqual(columnTexts([1.5, 20.25, null]), ["1.5", "20.3", "–"]);
  assert.deepEqual(columnTexts(["a", { text: "b", term: "t" }, 3]), ["a", "b", "3"]);
  assert.deepEqual(columnTexts([1000.5, 0.0001]), [figure(1000.5), figure(0.0001)]); // too far apart to line up
});

test("ticks are round, within the bounds and about as many as asked for", () => {
  assert.deepEqual(ticks(0, 1, 3), [0, 0.5, 1]);
  assert.deepEqual(ticks(-0.3, 0.3, 3), [-0.2, 0, 0.2]);
  assert.deepEqual(ticks(2, 2, 3), [2]);
  for (const [low, high] of [[0, 7], [-13, 900], [0.01, 0.02]]) {
    const found = ticks(low, high, 4);
    assert.ok(found.every((tick) => tick >= low && tick <= high) && found.length >= 2 && found.length <= 9);
  }
});

test("a range leaves out what is no number", () => {
  assert.deepEqual(range([3, null, NaN, -1, Infinity]), [-1, 3]);
  assert.deepEqual(range([]), [0, 1]);
});

test("bars stand on zero and keep within their scale", () => {
  const place = barsLayout({ values: [-1, 2, 9], low: -1, high: 2, labels: null, threshold: null }, 300);
  assert.ok(place.y(2) < place.y(0) && place.y(0) < place.y(-1));
  assert.equal(place.y(9), place.y(2));
  assert.equal(place.zero, 0);
  assert.ok(place.left + place.width <= 300);
});

const MATRIX = { rows: 3, columns: 4, axes: ["token", "frame"], row_labels: null, column_labels: null, chosen: [1, -1], clock: "frame" };

test("a cell is found where it is drawn, and none beside the matrix", () => {
  const place = heat.layout(MATRIX, 400);
  assert.deepEqual(heat.cellAt(150, place.row * 2.5, place, MATRIX), [2, 1]);
  assert.equal(heat.cellAt(401, 1, place, MATRIX), null);
  assert.equal(heat.cellAt(1, place.height + 1, place, MATRIX), null);
});

test("arrow keys walk a matrix from the chosen cell and stop at its edges", () => {
  assert.deepEqual(heat.nextCell(null, "ArrowRight", MATRIX), [1, 0]);
  assert.deepEqual(heat.nextCell([1, 0], "ArrowLeft", MATRIX), [1, 0]);
  assert.deepEqual(heat.nextCell([1, 0], "ArrowDown", MATRIX), [2, 0]);
  assert.equal(heat.nextCell([1, 0], "a", MATRIX), undefined);
});

test("many rows stay on a screen, square matrices are square", () => {
  assert.ok(heat.layout({ ...MATRIX, rows: 192 }, 340).height <= 341);
  const square = { ...MATRIX, rows: 10, columns: 10, axes: ["token", "token"] };
  assert.equal(heat.layout(square, 500).height, 500);
});

const TRACE = {
  tokens: [{ start: -0.1, end: 0.4, frames: 20 }, { start: 0.4, end: 0.9, frames: 20 }],
  values: { f0: { clock: { name: "curve", rate: 80 } }, ids: { clock: { name: "token", rate: null } }, audio: { clock: null } },
};

test("a click points on the axes that are clocks", () => {
  assert.deepEqual(heat.focusOf([2, 3], MATRIX, TRACE), { token: 2, frame: 3 });
  const attention = { ...MATRIX, axes: ["looks", "is looked at"], clock: "token" };
  assert.deepEqual(heat.focusOf([2, 3], attention, TRACE), { token: 2 });
  assert.deepEqual(heat.focusOf([2, 3], { ...attention, clock: null }, TRACE), {});
  assert.deepEqual(placeOn("curve", 8, 80, TRACE), { time: -0.1 + 8.5 / 80 });
  assert.equal(placeOn("curve", 8, 20, TRACE), null); // a part of the trace: nobody knows which
  assert.deepEqual(placeOn("curve", 8, 20, TRACE, { item: 4, time: 0.5 }), { time: 0.5 + 4 / 80 }); // unless one item is known
  assert.equal(placeOn("channel", 8, 80, TRACE), null);
});

test("of three ways to point at a place the newest counts", () => {
  assert.deepEqual(pointing({ token: 3 }), { token: 3, frame: null, time: null });
  assert.deepEqual(pointing({ layer: 3 }), { layer: 3 });
  assert.equal(tokenOf([0, 3], [{ frames: 2 }, { frames: 5 }, { frames: 5 }]), 1);
});

test("signed colours have zero in the middle", () => {
  assert.equal(shadeOf(0, bounds(-1, 3, true)), 128);
  assert.equal(shadeOf(99, bounds(0, 1, false)), 255);
  assert.deepEqual(bounds(2, 2, false), [2, 3]);
});

test("curves are thinned to the smallest and largest value of each pixel", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i === 503 ? 9 : Math.sin(i)));
  const points = line.thinned({ start: 0, step: 1, values }, 100);
  assert.equal(points.length, 200);
  assert.ok(points.some(([, value]) => value === 9)); // no peak is lost
  assert.equal(line.thinned({ start: 0, step: 1, values: values.subarray(0, 50) }, 100).length, 50);
});

test("series with one unit share a band, and values are found at their nearest point", () => {
  const one = { start: 1, step: 0.5, unit: "Hz", values: Float32Array.of(1, 2, 3) };
  assert.deepEqual(line.bands([one, { ...one, unit: "" }, one]).map(({ unit, series }) => [unit, series.length]), [["Hz", 2], ["", 1]]);
  assert.deepEqual(line.extent([one]), [1, 2]);
  assert.equal(line.valueAt(one, 1.6), 2);
  assert.equal(line.valueAt(one, 2.4), null);
});

test("dashed series never take the clock's colour", () => {
  const names = line.looks([{ dashed: true }, { dashed: false }, { dashed: false }]).map(({ name }) => name);
  assert.deepEqual(names, ["dashed", "main", "dotted"]);
});

test("labels never touch, and the one pointed at is written", () => {
  const widths = Array(40).fill(9);
  const letters = Array(40).fill("ə");
  const found = labels.written(letters, widths, 7, 280);
  const places = labels.middles(widths, 7, 280);
  assert.ok(found.length > 10);
  for (let i = 1; i < found.length; i += 1) assert.ok(places[found[i]] - places[found[i - 1]] >= 9);
  assert.ok(labels.written(letters, widths, 7, 280, 21).includes(21));
  assert.ok(!labels.written(letters, widths, 7, 280, 21).includes(20));
  const numbers = Array.from({ length: 50 }, (_, i) => String(i + 1));
  assert.deepEqual(labels.written(numbers, Array(50).fill(14), 5, 250).map((i) => numbers[i]).slice(0, 2), ["5", "10"]);
});

test("what labels share is left out", () => {
  assert.deepEqual(labels.short(["harmonic 1", "harmonic 2"]), ["1", "2"]);
  assert.deepEqual(labels.short(["0 kHz", "1.2 kHz"]), ["0", "1.2"]);
  assert.deepEqual(labels.short(["same", "same"]), ["same", "same"]);
});

test("variables are set in italics, words and units are not", () => {
  const texts = ["bin k lies at k × 24,000 Hz, k = 0", " at 0.65 s = now, a part of F0"];
  assert.deepEqual([...variables(texts)], ["k"]);
  const italic = runs(texts[0], variables(texts)).filter(({ variable }) => variable);
  assert.equal(italic.length, 3);
});

test("arrow keys move an index and stop at the ends", () => {
  assert.equal(moved(null, "ArrowRight", 5, undefined, 3), 3);
  assert.equal(moved(4, "ArrowRight", 5), 4);
  assert.equal(moved(4, "x", 5), undefined);
  assert.equal(moved(null, "End", 0), undefined);
  assert.equal(target("ArrowDown", 1, 3), 2);
  assert.equal(target("Tab", 1, 3), null);
});

test("a term lights up everywhere, once", () => {
  const terms = new Terms();
  const heard = [];
  const stop = terms.on((lit) => heard.push(lit));
  terms.light("a");
  terms.light("a");
  terms.light(null);
  stop();
  terms.light("b");
  assert.deepEqual(heard, ["a", null]);
});

test("words say how they are read and where that comes from", () => {
  assert.deepEqual(hints({ text: "2024", spoken: "twenty twenty-four", origin: "number" }), ["read “twenty twenty-four”", "number rule"]);
  assert.deepEqual(hints({ text: "Moon", spoken: "moon", origin: "gold" }), ["dictionary"]);
  assert.equal(open({ origin: "punctuation" }), false);
  assert.equal(partOfSpeech("VBZ"), "verb");
  assert.equal(partOfSpeech("-RRB-"), "");
});

test("of many dashed series the values are left out", () => {
  const one = { name: "sum", start: 0, step: 1, unit: "Hz", dashed: false, values: Float32Array.of(1, 2) };
  const part = { ...one, name: "part", dashed: true };
  assert.equal(line.said([part, one], 1, "s"), "1 s: sum 2 Hz, part 2 Hz");
  assert.equal(line.said([...Array(5).fill(part), one], 1, "s"), "1 s: sum 2 Hz");
  assert.equal(line.placesOf(1 / 24000), 5);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as grid from "../../kokoro_lab/casting/static/gallery_grid.js";
import { EVERYTHING, SORTS, asked, grouped, indexed, languages, meant, rank, search } from "../../kokoro_lab/casting/static/gallery_search.js";

const NAMES = { "en-us": "American English", "en-gb": "British English", es: "Spanish", fr: "French", hi: "Hindi", it: "Italian", ja: "Japanese", "pt-br": "Brazilian Portuguese", zh: "Mandarin" };
const manifest = JSON.parse(readFileSync(new URL("../../voices/manifest.json", import.meta.url)));
// The real voices; their measures rise with their place among those of their gender.
const VOICES = Object.entries(manifest.voices).map(([name, { display, language, gender, grade }], i) => ({
  name, display, language, language_name: NAMES[language], gender, grade, clip: `${name}.mp3`, saved: false,
  pitch: (gender === "male" ? 90 : 170) + i, spread: 6, pace: 10 + i / 10,
}));
const NONE = new Set();
const found = (words, filters = {}, favourites = NONE, cards = VOICES) => search(indexed(cards), { ...EVERYTHING, words, ...filters }, favourites);
const names = ({ shown }) => shown.map(({ name }) => name);

test("nothing asked shows all", () => assert.equal(found("").shown.length, 54));

test("every word has to be said of a voice, in any order and by its beginning", () => {
  const british = ["bf_alice", "bf_emma", "bf_isabella", "bf_lily"];
  assert.deepEqual(names(found("british female")), british);
  assert.deepEqual(names(found("  FEMALE, brit")), british);
  assert.deepEqual(names(found("british woman")), british);
  assert.deepEqual(names(found("emma")), ["bf_emma"]);
  assert.deepEqual(names(found("bf_e")), ["bf_emma"]);
  assert.deepEqual(names(found("heart")), ["af_heart"]);
  assert.equal(found("male").shown.length, 25, "not those of females");
  assert.equal(found("en-gb").shown.length, 8);
  assert.deepEqual(names(found("grade a-")), ["af_bella"]);
});

test("accents do not matter", () => {
  const cards = [{ name: "mine", display: "Zoë", language: "fr", gender: null, grade: null }];
  assert.equal(found("zoe", {}, NONE, cards).shown.length, 1);
});

test("a word that nothing measures is left out and named", () => {
  const { shown, unknown, known } = found("british female warm");
  assert.deepEqual([shown.length, unknown, known], [4, ["warm"], ["british", "female"]]);
  assert.equal(found("warm").shown.length, 54);
});

test("a slip of the finger is told from a word that nothing measures", () => {
  const index = indexed(VOICES);
  assert.deepEqual(["femle", "britsh", "britisch", "frecnh", "hearr"].map((word) => meant(index, word)), ["female", "british", "british", "french", "heart"]);
  for (const word of ["warm", "calm", "xm", "young"]) assert.equal(meant(index, word), undefined, word);
});

test("known words that nobody has together find nothing", () => {
  const { shown, unknown, known } = found("french male");
  assert.deepEqual([shown, unknown, known], [[], [], ["french", "male"]]);
});

test("low and high are the outer thirds of one gender, slow and fast of one language", () => {
  const women = VOICES.filter(({ gender }) => gender === "female");
  assert.deepEqual(names(found("low female")), women.slice(0, 9).map(({ name }) => name));
  assert.deepEqual(found("low").shown.length, 9 + 8);
  assert.deepEqual(names(found("deep")), names(found("low")));
  assert.deepEqual(names(found("high female")), women.slice(-9).map(({ name }) => name));
  const hindi = VOICES.filter(({ language }) => language === "hi");
  assert.deepEqual([names(found("slow hindi")), names(found("fast hindi"))], [[hindi[0].name], [hindi[3].name]]);
  const unmeasured = VOICES.map((card) => ({ ...card, pitch: null }));
  assert.deepEqual(found("low", {}, NONE, unmeasured).unknown, ["low"]);
});

test("filters", () => {
  assert.equal(found("", { languages: ["en-gb", "fr"] }).shown.length, 9);
  assert.deepEqual(names(found("", { grade: "A" })), ["af_bella", "af_heart"]);
  assert.ok(names(found("", { grade: "B" })).includes("bf_emma"), "a B- is a B");
  assert.ok(found("", { grade: "C" }).shown.every(({ grade }) => /^[ABC]/.test(grade)));
  assert.deepEqual(names(found("", { favourites: true }, new Set(["am_onyx"]))), ["am_onyx"]);
  assert.deepEqual(names(found("santa", { gender: "male", languages: ["es"] })), ["em_santa"]);
});

test("a language counts what the other filters leave", () => {
  const { shown, unspoken } = found("female", { languages: ["fr"] });
  const counts = languages(VOICES, unspoken);
  assert.equal(shown.length, 1);
  assert.deepEqual(counts[0], { language: "en-us", name: "American English", count: 11 });
  assert.equal(counts.length, 9);
  assert.equal(counts.reduce((sum, { count }) => sum + count, 0), 29);
});

test("sorted by language they stand in groups, one's own first", () => {
  const own = { name: "warm Emma", display: "warm Emma", language: "en-gb", language_name: "British English", gender: null, grade: null, formula: "0.7*bf_emma + 0.3*af_heart", mine: true, saved: true };
  const groups = grouped([...VOICES, own], "language");
  assert.deepEqual(groups.map(({ title }) => title), ["Yours", ...new Set(VOICES.map(({ language_name }) => language_name))]);
  assert.equal(groups.flatMap(({ cards }) => cards).length, 55);
  assert.deepEqual(names(found("yours", {}, NONE, [...VOICES, own])), ["warm Emma"]);
});

for (const sort of SORTS.slice(1))
  test(`sorted by ${sort} all are there once, those without it last`, () => {
    const cards = VOICES.map((card, i) => (i % 5 ? card : { ...card, [sort === "name" ? "pace" : sort]: null })).reverse();
    const [group, ...more] = grouped(cards, sort);
    assert.deepEqual([group.title, more, new Set(group.cards).size], ["", [], 54]);
    const keys = { name: ({ display }) => display, grade: ({ grade }) => rank(grade), pitch: ({ pitch }) => pitch, pace: ({ pace }) => pace };
    const values = group.cards.map(keys[sort]);
    const there = values.filter((value) => value !== null);
    assert.deepEqual(values.slice(0, there.length), [...there].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });

test("grades", () => {
  const best = ["A", "A-", "B-", "C+", "C", "C-", "D+", "D", "D-", "F+"];
  assert.deepEqual([...best].reverse().sort((a, b) => rank(a) - rank(b)), best);
  assert.equal(rank(null), null);
});

test("an empty list says what was asked", () => {
  const why = asked({ ...EVERYTHING, languages: ["fr"], gender: "male", grade: "B", favourites: true }, ["low", "slow"], VOICES);
  assert.deepEqual(why, ["“low”", "“slow”", "in French", "male", "of grade B or better", "a favourite"]);
});

// Three rows of 3, 2 and 3 cards.
const BOXES = [[0, 0], [100, 0], [200, 0], [0, 80], [100, 80], [0, 180], [100, 180], [200, 180]].map(([left, top]) => ({ left, top }));

test("arrow keys go by what one sees", () => {
  const path = (from, ...keys) => keys.reduce((at, key) => grid.neighbour(BOXES, at, key), from);
  assert.equal(path(0, "ArrowDown"), 3);
  assert.equal(path(2, "ArrowDown"), 4, "the nearest of a shorter row");
  assert.equal(path(4, "ArrowDown"), 6);
  assert.equal(path(7, "ArrowUp"), 4);
  assert.equal(path(2, "ArrowRight"), 3, "on to the next row");
  assert.deepEqual([path(0, "ArrowUp"), path(0, "ArrowLeft"), path(7, "ArrowDown"), path(7, "ArrowRight")], [0, 0, 7, 7]);
  assert.deepEqual([path(4, "Home"), path(4, "End"), path(4, "x")], [0, 7, null]);
  assert.equal(grid.neighbour([], -1, "Home"), null);
});

test("a letter goes to the next name, around the end", () => {
  const all = ["Alice", "Emma", "Eric", "Zoe"];
  assert.deepEqual([grid.jump(all, 0, "e"), grid.jump(all, 1, "E"), grid.jump(all, 2, "e"), grid.jump(all, 0, "q")], [1, 2, 1, null]);
});

test("as many columns as there is room for, at least one", () => {
  assert.deepEqual([1000, 415, 409, 100, 0].map((room) => grid.columns(room, 200, 10)), [4, 2, 1, 1, 1]);
});

test("pitch stands on its scale as it is heard", () => {
  const ends = grid.extent([null, 220, 110, 440, undefined]);
  assert.deepEqual(ends, [110, 440]);
  assert.ok(Math.abs(grid.share(220, ends, Math.log2) - 0.5) < 1e-9);
  assert.deepEqual([grid.share(50, ends), grid.share(900, ends), grid.share(5, [5, 5])], [0, 1, 0.5]);
  assert.equal(grid.extent([null]), null);
  const [low, high] = grid.band({ pitch: 200, spread: 12 });
  assert.ok(Math.abs(Math.log2(high / low) - 1) < 1e-9, "an octave");
  assert.ok(Math.abs(low * high - 200 ** 2) < 1e-6);
});

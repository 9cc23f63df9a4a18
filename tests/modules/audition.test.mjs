import "./static.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const STATIC = "../../kokoro_lab/casting/static";
const { Ballot, Ears } = await import(`${STATIC}/ballot.js`);
const { ahead, cost, extent, level, measures, ranked, table, tsv } = await import(`${STATIC}/audition_sums.js`);
const { pieces } = await import(`${STATIC}/audition_words.js`);
const { peaks } = await import(`${STATIC}/audition_wave.js`);

// Chances that can be had again.
function chances(seed = 1) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const sorted = (pair) => [...pair].sort((a, b) => a - b);

test("votes name winner and loser; who cannot tell votes for none; the last is taken back", () => {
  const ballot = new Ballot(3, chances());
  ballot.say([0, 2], 2);
  ballot.say([1, 0], null);
  ballot.say([1, 2], 1);
  assert.deepEqual([ballot.votes, ballot.skipped, ballot.put, ballot.pairs], [[[2, 0], [1, 2]], 1, 3, 3]);
  assert.deepEqual(ballot.undo(), [1, 2]);
  assert.deepEqual(ballot.undo(), [1, 0]);
  assert.deepEqual([ballot.votes, ballot.skipped, ballot.put], [[[2, 0]], 0, 1]);
  ballot.undo();
  assert.equal(ballot.undo(), null);
});

test("letters are those of no order that one knows, and each is one voice's", () => {
  const orders = new Set();
  const chance = chances();
  for (let i = 0; i < 30; i += 1) {
    const ballot = new Ballot(4, chance);
    const letters = [0, 1, 2, 3].map((voice) => ballot.letter(voice));
    assert.deepEqual([...letters].sort(), ["A", "B", "C", "D"]);
    orders.add(letters.join(""));
  }
  assert.ok(orders.size > 8, `${orders.size} orders of 24 in 30 tests`);
  const many = new Ballot(54, chances());
  assert.equal(new Set([...Array(54).keys()].map((voice) => many.letter(voice))).size, 54);
});

test("the pair that would tell most is put, in either order", () => {
  const firsts = new Set();
  const ballot = new Ballot(4, chances());
  for (let i = 0; i < 40; i += 1) {
    const pair = ballot.next([1, 3]);
    assert.deepEqual(sorted(pair), [1, 3]);
    firsts.add(pair[0]);
  }
  assert.deepEqual(firsts, new Set([1, 3]));
});

test("a pair that nobody could tell apart gives way to one that was put less often", () => {
  const ballot = new Ballot(3, chances());
  ballot.say([0, 1], null);
  for (let i = 0; i < 20; i += 1) assert.notDeepEqual(sorted(ballot.next([1, 0])), [0, 1]);
  ballot.say([0, 2], null);
  for (let i = 0; i < 20; i += 1) assert.deepEqual(sorted(ballot.next([0, 1])), [1, 2]);
  ballot.say([1, 2], null);
  assert.equal(new Ballot(2, chances()).next(null).length, 2, "two voices are one pair");
  assert.equal(ballot.next(null).length, 2, "all were skipped: they are put again");
});

test("who has heard half a second of both may vote", () => {
  const ears = new Ears();
  for (let frame = 0; frame <= 29; frame += 1) ears.hear("a", 1 + frame / 60, frame / 60);
  assert.equal(ears.enough("a", 3), false);
  for (let frame = 29; frame <= 31; frame += 1) ears.hear("a", 1 + frame / 60, frame / 60);
  assert.equal(ears.enough("a", 3), true);
  assert.equal(ears.enough("b", 3), false);
});

test("to go to another place, or to another voice, is not to hear what lies between", () => {
  const ears = new Ears();
  [0, 1, 2, 0].forEach((at, i) => ears.hear("a", at, i / 10));
  ears.hear("b", 0.25, 1);
  ears.hear("a", 0.5, 2);
  assert.equal(ears.enough("a", 3), false);
});

test("of a short take most is enough", () => {
  const ears = new Ears();
  for (let frame = 0; frame <= 20; frame += 1) ears.hear("a", frame / 60, frame / 60);
  assert.equal(ears.enough("a", 0.4), true);
});

const take = (formula, work, shared) => ({ formula, seconds: 2.94, pitch: 181.6, pace: 12.34, loudness: -21.44, work, shared });

test("measures have their units, and what was not measured says so", () => {
  assert.deepEqual(measures(take("a", 1, ["hidden"])), { seconds: "2.9 s", pitch: "182 Hz", pace: "12.3 /s", loudness: "−21.4 LUFS", shared: "1 step" });
  assert.deepEqual(measures({ ...take("a", 1, []), pitch: null, loudness: null }), { seconds: "2.9 s", pitch: "–", pace: "12.3 /s", loudness: "–", shared: "none" });
});

test("what all takes cost, and what they spared each other", () => {
  assert.equal(cost([take("a", 1.5, []), take("b", 1, ["ids", "hidden"])]), "2 takes in 2.5 s of work. 2 steps that do not depend on the voice were shared, exactly.");
  assert.equal(cost([take("a", 1.5, [])]), "1 take in 1.5 s of work.");
});

test("how loud takes are is said from their numbers, also where one fell short", () => {
  const matched = (formula, loudness, gain_db) => ({ formula, loudness, gain_db });
  const nameOf = ({ formula }) => formula.toUpperCase();
  const [a, b, silent] = [matched("a", -20, -3), matched("b", -30.3, 7), matched("c", null, 0)];
  assert.equal(level([a, b, silent], nameOf), "All at −23 LUFS (ITU-R BS.1770)");
  assert.equal(level([a, matched("d", -30, 5.8)], nameOf), "At −23 LUFS (ITU-R BS.1770), but D 1.2 LU below: the peaks leave no room");
  assert.equal(level([matched("d", -30, 5.8)], nameOf), "All at −24.2 LUFS (ITU-R BS.1770)");
  assert.equal(level([silent], nameOf), "");
});

const ITEMS = [
  { strength: -0.5, low: -1.5, high: 0.5, wins: 1, losses: 3, best: 0.1 },
  { strength: 0.9, low: -0.2, high: 2.0, wins: 4, losses: 1, best: 0.8 },
  { strength: -0.4, low: -1.4, high: 0.6, wins: 2, losses: 3, best: 0.1 },
];

test("a ranking begins with the strongest, on an axis that holds all intervals", () => {
  const rows = ranked(["a", "b", "c"], ITEMS);
  assert.deepEqual(rows.map(({ formula, rank }) => [formula, rank]), [["b", 1], ["c", 2], ["a", 3]]);
  assert.deepEqual(extent(ITEMS), [-1.5, 2]);
});

test("equal strengths share a rank, and nobody is said to be ahead", () => {
  const rows = ranked(["a", "b", "c"], [ITEMS[1], { ...ITEMS[1], strength: 0.901, best: 0.7 }, ITEMS[0]]);
  assert.deepEqual(rows.map(({ formula, rank }) => [formula, rank]), [["a", 1], ["b", 1], ["c", 3]]);
  assert.match(ahead(rows, ["Anna", "Ben"]), /No voice is ahead: Anna, Ben/);
  assert.equal(ahead(ranked(["a", "b", "c"], ITEMS), ["Ben"]), "Ben is the best with a probability of 80\u00a0%.");
});

test("the table has what is known, and goes to a spreadsheet", () => {
  const facts = { titles: new Map([["a", "Anna"], ["b", "Ben"]]), takes: new Map([["a", take("a", 1, [])]]), ranking: ranked(["a", "c", "b"], ITEMS) };
  const rows = table(["a", "b", "new"], facts);
  assert.deepEqual([rows[0].name, rows[0]["pitch (Hz)"], rows[0].rank, rows[0].low], ["Anna", 181.6, 3, -1.5]);
  assert.deepEqual([rows[1].rank, rows[1].wins, rows[2].rank], [2, 2, null]);
  const lines = tsv(rows).split("\n").map((line) => line.split("\t"));
  assert.equal(new Set(lines.map((cells) => cells.length)).size, 1, "every row has all columns");
  assert.equal(lines.length, 4);
  assert.equal(lines[1][lines[0].indexOf("pace (phonemes/s)")], "12.34");
  assert.equal(lines[3][lines[0].indexOf("rank")], "");
  assert.ok(!("rank" in table(["a"], { ...facts, ranking: [] })[0]), "without a ranking it has no columns for one");
});

test("pieces of a text are the text, whatever its words are", () => {
  const words = [[0, 3], [5, 9]];
  assert.deepEqual(pieces("Die 𝒜loe!", [[0, 3], [4, 8]]), [["Die", 0], [" ", null], ["𝒜loe", 1], ["!", null]]);
  for (const some of [[], words, [[0, 4], [2, 6]], [[3, 3]]])
    assert.equal(pieces("One, two three", some).map(([text]) => text).join(""), "One, two three");
});

test("peaks are the greatest magnitudes", () => {
  assert.deepEqual(peaks(Int16Array.of(0, -32768, 16384, 0), 2), [1, 0.5]);
  assert.equal(peaks(new Int16Array(3), 8).length, 8);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { castOf, languageOf, listed, rowsOf, speakersOf, suggested, twice } from "../../kokoro_lab/ui/static/cast_names.js";

const card = (name, display, gender, grade, language = "en-us") => ({ name, display, gender, grade, language });
const CARDS = [
  card("af_heart", "Heart", "female", "A"), card("af_sky", "Sky", "female", "C-"), card("am_adam", "Adam", "male", "F+"),
  card("am_puck", "Puck", "male", "C+"), card("bf_emma", "Emma", "female", "B-", "en-gb"),
  card("ff_siwis", "Siwis", "female", "B-", "fr"), { ...card("mine", "Mine", null, null), mine: true, formula: "af_heart + af_sky" },
];

test("names at the start of lines are speakers, if there are two lines of them", () => {
  assert.deepEqual(speakersOf("Emma: Hello.\nDr. Lee : Yes.\n  EMMA: No.\nAnd so on."), ["Emma", "Dr. Lee"]);
  assert.deepEqual(speakersOf("艾玛：你好。\r\n汤姆：再见。"), ["艾玛", "汤姆"]);
  assert.deepEqual(speakersOf("Emma: Hello.\nEmma: Yes."), ["Emma"]);
  for (const text of ["", "Emma: alone.", "at 10:30\nand so: on", "https://a.b\nhttp://c.d", "[voice: a]\n[voice: b]",
    "I met Emma: fine.\nI met Tom: fine.", "Here is what they all said: a\nHere is what they all did: b"])
    assert.deepEqual(speakersOf(text), [], text);
});

test("those who are cast are not found again", () => {
  const text = "Emma: Hello.\nDr.  Lee: Yes.";
  assert.deepEqual(speakersOf(text, [{ name: "emma " }]), ["Dr. Lee"]);
  assert.deepEqual(speakersOf(text, [{ name: "Emma" }, { name: "dr. lee" }]), []);
});

test("a name has the voice that is called so, the others women and men by turns, the best first", () => {
  assert.deepEqual(suggested(["Tom", "Emma", "Ann", "Bob"], CARDS, "en-us"), ["af_heart", "bf_emma", "am_puck", "af_sky"]);
  assert.deepEqual(suggested(["Ann", "Bob"], CARDS, "en-us", ["af_heart"]), ["am_puck", "af_sky"]);
  assert.deepEqual(suggested(["Emma", "Ann"], CARDS, "fr"), ["ff_siwis", "ff_siwis"], "there is one French voice");
  assert.deepEqual(suggested(["Ann"], [], "en-us"), [""]);
  assert.equal(new Set(suggested(["A", "B", "C", "D", "E"], CARDS, "en-us")).size, 5);
});

test("the language of a text is the one that was chosen, else that of its voice", () => {
  assert.equal(languageOf({ language: "fr", voice: "af_heart" }, CARDS), "fr");
  assert.equal(languageOf({ language: null, voice: "0.5*bf_emma + af_sky2" }, CARDS), "en-gb");
  assert.equal(languageOf({ language: null, voice: "?" }, CARDS), "en-us");
});

test("a cast is what the server takes; nothing in it is null", () => {
  assert.equal(castOf({ rows: [], pause: 1 }), null);
  assert.equal(castOf({ rows: [{ name: " ", voice: "", speed: 1 }], pause: 1 }), null);
  assert.deepEqual(castOf({ rows: [{ name: " Emma ", voice: " bf_emma", speed: NaN }], pause: NaN }),
    { pause: 0.4, roles: { Emma: { voice: "bf_emma", speed: 1 } } });
  assert.deepEqual(castOf({ rows: [{ name: "Tom", voice: "", speed: 2 }], pause: 0 }),
    { pause: 0, roles: { Tom: { voice: "", speed: 2 } } }, "the server says what is missing");
  assert.deepEqual([...twice([{ name: "Emma" }, { name: "EMMA " }, { name: "" }, { name: "" }])], ["emma"]);
});

test("what was kept by an older page, or by nobody, does no harm", () => {
  for (const odd of [null, 5, "x", {}, { rows: "x" }, { rows: [null, 5, { name: 1 }] }])
    assert.deepEqual(rowsOf(odd), { pause: 0.4, rows: [] });
  const row = { name: "Emma", voice: "bf_emma", speed: 1.1 };
  assert.deepEqual(rowsOf({ rows: [row], pause: 2 }), { rows: [row], pause: 2 });
});

test("many names are counted", () => {
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c", "d", "e", "f"]].map((names) => listed(names)),
    ["", "a", "a and b", "a, b, c, d and 2 more"]);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import "./static.mjs";

const at = (name) => import(`../../kokoro_lab/casting/static/${name}.js`);
const { arithmeticOf, arithmeticText, formulaText, padPoint, withNorm } = await at("formula");
const { draftOf, joining, padDraft, sharesOf, textOf } = await at("mixer_draft");
const { LENGTH, position, stepped, weight } = await at("mixer_scale");
const { Steps } = await at("mixer_steps");
const { strengthText } = await at("strength");
const { nameOf, refused } = await at("mixer_shelf");
const { meaning } = await at("mixer_arithmetic");

// What Python's parse and str give; tests/test_casting_mixer_page.py checks that they still do.
const written = JSON.parse(readFileSync(new URL("../data/voice_formulas.json", import.meta.url), "utf8"));
const parsed = (formula) => written.find((one) => one.formula === formula);
const plain = (...terms) => ({ terms: terms.map(([voice, weight]) => ({ voice, weight })), keeps_norm: false });
const mix = (blend, other = blend) => ({ timbre: blend, prosody: other });

test("formulas are written as Python writes them", () => {
  for (const { formula, timbre, prosody } of written) assert.equal(formulaText({ timbre, prosody }), formula);
});

test("a file's path goes in quotes where it must", () => {
  assert.equal(formulaText(mix(plain(["./my voice.pt", 0.5], ["b.pt", -0.5]))), '0.5*"./my voice.pt" - 0.5*b.pt');
});

test("rows come from a formula and give it back", () => {
  for (const one of written) {
    if (one.timbre.terms.some((term) => term.weight === 0)) continue;
    assert.equal(textOf(draftOf(one)), one.formula);
  }
});

test("a voice has one row for both halves, and one without weight is not written", () => {
  const draft = draftOf(mix(plain(["a", 0.3], ["b", 0.7]), plain(["b", 1], ["c", 2])));
  assert.deepEqual(draft.rows, [
    { voice: "a", timbre: 0.3, prosody: 0 }, { voice: "b", timbre: 0.7, prosody: 1 }, { voice: "c", timbre: 0, prosody: 2 },
  ]);
  assert.equal(textOf(draft), "timbre:(0.3*a + 0.7*b) prosody:(b + 2*c)");
  for (const row of draft.rows) row.timbre = row.prosody = 0;
  assert.equal(textOf(draft), "0*a + 0*b + 0*c"); // for the server to refuse
});

test("the same voice twice keeps two rows", () => {
  assert.equal(textOf(draftOf(mix(plain(["a", 0.3], ["a", 0.7])))), "0.3*a + 0.7*a");
});

test("shares are weights divided by their sum", () => {
  const draft = draftOf(mix(plain(["a", 3], ["b", 2], ["c", -1])));
  assert.deepEqual(sharesOf(draft, "timbre"), [0.75, 0.5, -0.25]);
  draft.rows[0].timbre = -1;
  assert.deepEqual(sharesOf(draft, "timbre"), [null, null, null]);
});

test("who joins weighs as much as the others do on average", () => {
  assert.equal(joining(draftOf(parsed("0.6*af_heart + 0.4*bf_emma"))), 0.5);
  assert.equal(joining(draftOf(parsed("60*af_heart + 40*bf_emma"))), 50);
});

test("most of a slider is for 0 to 1, and every hundredth can be reached and shown", () => {
  assert.deepEqual([-1, 2].map(position), [0, LENGTH]);
  assert.deepEqual([-5, 70].map(position), [0, LENGTH]);
  assert.ok(position(1) - position(0) > 0.6 * LENGTH);
  for (let percent = -100; percent <= 200; percent += 1) {
    const near = Math.min(Math.abs(percent), Math.abs(percent - 100)) < 6 ? 0.05 : 0.006; // 0 and 1 hold what is close
    assert.ok(Math.abs(weight(position(percent / 100)) - percent / 100) <= near, `${percent} %`);
    assert.ok(position((percent + 1) / 100) >= position(percent / 100));
  }
  for (const whole of [-1, 0, 1, 2]) assert.equal(weight(position(whole)), whole);
  for (const whole of [0, 1]) for (const off of [-5, 5]) assert.equal(weight(position(whole) + off), whole);
});

test("keys move a weight by hundredths and tenths, inside its limits", () => {
  assert.equal(stepped(0.29, "ArrowRight"), 0.3);
  assert.equal(stepped(0.5, "PageDown"), 0.4);
  assert.equal(stepped(1.95, "PageUp"), 2);
  assert.equal(stepped(-1, "ArrowLeft"), -1);
  assert.equal(stepped(0.3, "End"), 1);
  assert.equal(stepped(0.3, "x"), null);
});

test("the pad writes corners, its diagonal and everything else", () => {
  const padText = (x, y, norm = false) => textOf(padDraft(["a", "b"], { x, y }, norm));
  assert.equal(padText(0, 0), "a");
  assert.equal(padText(1, 0), "timbre:b prosody:a");
  assert.equal(padText(0.3, 0.3), "0.7*a + 0.3*b");
  assert.equal(padText(0.299, 1), "timbre:(0.7*a + 0.3*b) prosody:b");
  assert.equal(padText(0.5, 0.25, true), "timbre:norm(0.5*a + 0.5*b) prosody:norm(0.75*a + 0.25*b)");
});

test("the pad reads its point back, also from weights that do not sum to one", () => {
  assert.deepEqual(padPoint(mix(plain(["a", 60], ["b", 40]), plain(["b", 2])), ["a", "b"]), { x: 0.4, y: 1 });
  assert.deepEqual(padPoint(mix(plain(["a", 1])), ["b", "a"]), { x: 1, y: 1 });
  assert.equal(padPoint(mix(plain(["a", 1], ["c", 1])), ["a", "b"]), null);
  assert.equal(padPoint(mix(plain(["a", 1.5], ["b", -0.5])), ["a", "b"]), null);
});

test("arithmetic is written and read back", () => {
  const sum = { a: "a", b: "b", c: "c", k: 0.5 };
  assert.equal(arithmeticText(sum), "a + 0.5*b - 0.5*c");
  assert.equal(arithmeticText({ ...sum, k: -1 }), "a - b + c");
  assert.equal(arithmeticText({ ...sum, k: 0 }), "a");
  assert.deepEqual(arithmeticOf(mix(plain(["a", 1], ["b", 0.5], ["c", -0.5]))), sum);
  assert.equal(arithmeticOf(mix(plain(["a", 1], ["b", 0.5], ["c", 0.5]))), null);
  assert.equal(arithmeticOf(mix(plain(["a", 1]))), null);
});

test("the norm is kept in both halves or in none", () => {
  const halves = parsed("timbre:(af_heart + 2*bf_emma) prosody:norm(bf_emma + am_adam)");
  assert.equal(withNorm(halves, true), "timbre:norm(af_heart + 2*bf_emma) prosody:norm(bf_emma + am_adam)");
  assert.equal(withNorm(parsed("norm(af_heart + bf_emma)"), false), "af_heart + bf_emma");
});

test("steps go back and forth; a new one forgets what was undone", () => {
  const steps = new Steps();
  assert.equal(steps.go(-1), null);
  assert.equal(steps.before("a"), false);
  steps.note("a");
  assert.deepEqual([steps.before("a"), steps.before("not yet noted")], [false, true]);
  for (const text of ["b", "b", "c"]) steps.note(text);
  assert.equal(steps.before("c"), true);
  assert.deepEqual([steps.go(-1), steps.go(-1), steps.go(-1)], ["b", "a", null]);
  assert.equal(steps.go(1), "b");
  steps.note("d");
  assert.equal(steps.go(1), null);
  assert.equal(steps.go(-1), "b");
});

test("what a mix loses of its parents' strength is said from the numbers, and why where that is sure", () => {
  const half = (plain) => ({ plain, kept: 2, parents: 2 });
  const [sum, difference] = [plain(["a", 0.5], ["b", 0.5]), plain(["a", 2], ["b", -1])];
  const said = (timbre, prosody, blend) =>
    strengthText({ strength: { timbre: half(timbre), prosody: half(prosody) }, ...mix(blend) });
  assert.equal(said(2, 2, sum), "The plain sum is as strong as its parents.");
  assert.match(said(1.68, 1.8, sum), /^The plain sum is 84 % as strong as its parents in timbre and 90 % in prosody: voices point/);
  assert.match(said(2.2, 2.4, difference), /110 % .* 120 % in prosody: taking a voice away enlarges/);
  for (const prosody of [1.8, 2.4]) assert.match(said(1.8, prosody, difference), /90 % .* % in prosody\.$/);
});

test("a name is refused with a reason", () => {
  const cards = [{ name: "af_heart" }, { name: "mine", mine: true }];
  assert.equal(refused("mine", cards), null);
  assert.match(refused("af_heart", cards), /^af_heart is a voice already/);
  for (const wrong of ["", "a b", "1a", "a*b"]) assert.match(refused(wrong, cards), /letters, digits/);
  assert.deepEqual(["mine.safetensors", "my voice (2).safetensors", "7.safetensors"].map(nameOf), ["mine", "my_voice_2_", "_7"]);
});

test("arithmetic says what it does", () => {
  const said = (k) => meaning({ a: "a", b: "b", c: "c", k }, (voice) => voice.toUpperCase());
  assert.equal(said(0.5), "Adds to A what B has and C has not.");
  assert.equal(said(-1), "Takes from A what B has and C has not.");
  assert.equal(said(0), "A, unchanged.");
});

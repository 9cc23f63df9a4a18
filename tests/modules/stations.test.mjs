// The stations and the panels beside them: what they say of a trace, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";

const at = (name) => import(`../../kokoro_lab/inspector/static/${name}.js`);
const { facts, milliseconds, percent, sizeOf } = await at("stations");
const { placeOf, questionOf } = await at("station");
const { differences, sorted, words } = await at("compare");
const { grouped } = await at("losses");
const { count, nested, rowsOf } = await at("exhibit_tree");
const { patch, skip } = await at("watch");
const { markAround, plain, pronounced } = await at("exhibit_markup");
const { Newest } = await at("exhibit_pane");

const value = (shape, clock = null, unit = "") => ({ shape, clock: clock && { name: clock }, unit, shown: "" });
const TRACE = {
  request: { text: "hi", edits: [{ name: "flatten_pitch", arguments: {}, chunk: null }, { name: "stretch", arguments: {}, chunk: 4 }] },
  base: { text: "hi", edits: [] },
  chunk: { index: 0 },
  values: { symbols: { ...value([]), shown: "hˈI" }, votes: value([4, 50], "token"), durations: value([4], "token", "frames"), f0: value([20], "curve", "Hz"), audio: value([6000], "sample") },
  stations: [
    { name: "plan", reads: [], writes: ["symbols"], ms: 5, share: 0.1, ran: false },
    { name: "votes", reads: ["symbols"], writes: ["votes"], ms: 5, share: 0.1, ran: false },
    { name: "durations", reads: ["votes"], writes: ["durations"], ms: 0.01, share: 0.0001, ran: false },
    { name: "curves", reads: ["durations"], writes: ["f0"], ms: 50, share: 0.3, ran: false },
    { name: "audio", reads: ["f0"], writes: ["audio"], ms: 100, share: 0.6, ran: true },
  ],
};
const RULES = [{ name: "flatten_pitch", target: "f0" }, { name: "stretch", target: "durations" }];

test("stations say what ran again, what was reused and what an edit acts on", () => {
  const found = Object.fromEntries(facts(TRACE, RULES).map((fact) => [fact.name, fact]));
  assert.equal(found.audio.state, "ran again");
  assert.equal(found.votes.state, "reused");
  assert.equal(found.votes.share, null); // it cost nothing in this fork
  assert.ok(found.curves.edited);
  assert.ok(!found.durations.edited); // that edit belongs to another chunk
  assert.equal(found.votes.clock, "token");
  assert.equal(facts({ ...TRACE, base: null }, RULES)[0].state, "");
});

test("sizes and costs carry their units", () => {
  assert.equal(sizeOf(TRACE.values.f0), "20 (Hz)");
  assert.equal(sizeOf(TRACE.values.votes), "4 × 50");
  assert.equal(sizeOf(TRACE.values.symbols), "hˈI");
  assert.equal(sizeOf({ shape: [], shown: "x".repeat(40), unit: "" }), "40 characters");
  assert.equal(milliseconds(2040.4), "2.04 s");
  assert.equal(milliseconds(0.01), "< 0.1 ms");
  assert.equal(milliseconds(null), "");
  assert.equal(percent(0.843), "84 %");
  assert.equal(percent(0.00003), "< 0.1 %");
  assert.equal(placeOf(TRACE, "audio"), "5 of 5 · 100 ms · 60 % of the time · ran again");
});

test("a station is asked about only if the trace has it", () => {
  const model = (state) => ({ get: (name) => state[name] });
  assert.equal(questionOf(model({ trace: null, station: "votes" })), null);
  assert.equal(questionOf(model({ trace: TRACE, station: "codec" })), null);
  const asked = questionOf(model({ trace: TRACE, station: "votes", focus: { token: 2 } }));
  assert.deepEqual(asked, { kind: "detail", request: TRACE.request, chunk: 0, station: "votes", focus: { token: 2 } });
});

test("distances stand in the order of the steps and speak plainly", () => {
  const changed = ["audio", "other", "f0"].map((name) => ({ name, same: false, relative: 0.14, note: "" }));
  assert.deepEqual(sorted(changed, TRACE.stations).map(({ name }) => name), ["f0", "audio"]);
  assert.equal(words(changed[0]), "14 % apart");
  assert.equal(words({ same: true }), "the same");
  assert.equal(words({ same: false, relative: null, note: "shape [4, 9] against [5, 9]" }), "shape 4 × 9 against 5 × 9");
  assert.equal(words({ same: false, relative: 1e-6, note: "" }), "less than 0.1 % apart");
});

test("two requests are told apart by what differs in them", () => {
  const [one, other] = [{ text: "a", speed: 1, edits: [] }, { text: "a", speed: 1.2, edits: [{ name: "no_noise" }] }];
  assert.deepEqual(differences(one, other), [["speed", "1", "1.2"], ["edits", "none", "no noise"]]);
});

test("the loss report groups, counts and is empty where nothing is lost", () => {
  const lost = { kind: "word", text: "☃", span: [0, 1], why: "has no phonemes" };
  const [group] = grouped([lost, { ...lost, span: [5, 6] }]);
  assert.equal(group.heading, "Not spoken");
  assert.deepEqual(group.losses.map(({ text, count: times }) => [text, times]), [["☃", 2]]);
  assert.deepEqual(grouped([]), []);
});

const MODULES = ["decoder", "decoder.encode", "decoder.encode.norm", "generator"].map((name) => ({ name, type: "Block", parameters: 1, station: name.startsWith("g") ? "spectrum" : "features" }));

test("the tree of modules unfolds, and a search shows what its finds stand in", () => {
  const tree = nested(MODULES);
  assert.deepEqual(tree.map(({ label, depth }) => [label, depth]), [["decoder", 0], ["encode", 1], ["norm", 2], ["generator", 0]]);
  const names = (rows) => rows.map(({ name }) => name);
  assert.deepEqual(names(rowsOf(tree, new Set(), "")), ["decoder", "generator"]);
  assert.deepEqual(names(rowsOf(tree, new Set(["decoder"]), "")), ["decoder", "decoder.encode", "generator"]);
  assert.deepEqual(names(rowsOf(tree, new Set(["decoder.encode"]), "")), ["decoder", "generator"]);
  assert.deepEqual(names(rowsOf(tree, new Set(), "NORM")), ["decoder", "decoder.encode", "decoder.encode.norm"]);
  assert.deepEqual(names(rowsOf(tree, new Set(), "spectrum")), ["generator"]);
  assert.deepEqual(rowsOf(tree, new Set(), "nothing"), []);
  assert.equal(count(81763410), "81.8 M");
  assert.equal(count(0), "");
});

test("a patch carries its donor as a request in JSON, and one call only where there are several", () => {
  const other = { request: { text: "hi" }, chunk: { index: 2 } };
  const { name, arguments: given } = patch("decoder", null, other);
  assert.equal(name, "patch");
  assert.deepEqual({ ...given, donor: JSON.parse(given.donor) }, { module: "decoder", donor: { text: "hi" }, part: 2 });
  assert.equal(patch("plbert.layer", 3, other).arguments.call, 3);
  assert.deepEqual(skip("curves.f0.0", null), { name: "skip_block", arguments: { module: "curves.f0.0" } });
});

const done = (text, { span: [start, stop], markup }) => [...[...text].slice(0, start), markup, ...[...text].slice(stop)].join("");

test("a pronunciation is written into the text around its word", () => {
  const text = "😀 I read it.";
  assert.equal(done(text, pronounced(text, [4, 8], "ɹˈɛd")), "😀 I [read](/ɹˈɛd/) it.");
});

test("markup around a word is replaced, never put inside itself", () => {
  const text = "😀 [read](/ɹˈid/) [more](+1)";
  assert.deepEqual(markAround(text, [3, 7]), { span: [2, 16], word: [3, 7] });
  assert.equal(done(text, pronounced(text, [3, 7], "ɹˈɛd")), "😀 [read](/ɹˈɛd/) [more](+1)");
  assert.equal(done(text, pronounced(text, [18, 22], "mˈɔɹ")), "😀 [read](/ɹˈid/) [more](/mˈɔɹ/)");
  assert.equal(done(text, plain(text, [3, 7])), "😀 read [more](+1)");
  assert.equal(plain(text, [0, 1]), null);
});

test("brackets around a word stay, and a word with brackets inside is refused", () => {
  const text = "[[Paris] he[l]lo";
  assert.equal(done(text, pronounced(text, [0, 7], "pˈæɹɪs")), "[[[Paris](/pˈæɹɪs/)] he[l]lo");
  assert.match(pronounced(text, [9, 16], "x").why, /bracket/);
  assert.match(pronounced(text, [0, 7], "a/b").why, /cannot hold/);
  assert.match(pronounced(text, [0, 7], " ").why, /at least one/);
  assert.match(pronounced("[]", [0, 2], "x").why, /no word/);
});

test("the newest question wins and older answers are dropped", async () => {
  const asked = [];
  const answers = [];
  const resolvers = [];
  const ask = (question, { signal }) => {
    asked.push({ question, signal });
    return new Promise((resolve) => resolvers.push(resolve));
  };
  const newest = new Newest(ask, { onAnswer: (answer) => answers.push(answer), onError: assert.fail }, 1);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  newest.ask("a");
  newest.ask("b");
  await pause();
  assert.deepEqual(asked.map(({ question }) => question), ["b"]); // in quick succession only the last is asked
  newest.ask("c");
  await pause();
  assert.ok(asked[0].signal.aborted);
  resolvers[0]("late");
  resolvers[1]("in time");
  await pause();
  assert.deepEqual(answers, ["in time"]);
});

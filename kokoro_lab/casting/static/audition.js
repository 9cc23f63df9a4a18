// The audition: one text in the voices of all candidates, heard by keys, compared blind, and taken along.
import { button } from "../inspector/button.js";
import { make, signButton } from "../inspector/dom.js";
import { listen } from "../inspector/exhibit_events.js";
import { listen as keys } from "../inspector/keys.js";
import { exporting } from "./audition_export.js";
import { CandidateRow } from "./audition_row.js";
import { cost, counted, ranked } from "./audition_sums.js";
import { words } from "./audition_words.js";
import { rankingTable } from "./ballot_ranking.js";
import { Blind } from "./blind.js";
import { cardOf, titleOf } from "./names.js";

const HEADS = ["", "Voice", "", "Length", "Pitch", "Pace", "Loudness before", "Shared", ""];
const NEAR = { "Loudness before": "as the voice spoke, before all were made equally loud", Shared: "steps that were not run again, because they do not depend on the voice" };
const HINT = "Keys: 1–9 hear a voice, at the same word while another plays · Space plays and pauses · ↑ ↓ the voice before, the next · ← → a word back, a word on · B blind test · Esc silence";

class Audition {
  constructor({ model, el, act, lookup, ask }) {
    Object.assign(this, { model, el, act, lookup, ask });
    this.rows = new Map(); // by formula
    this.languages = new Map(); // by formula, of those that are on no card
    this.picked = new Set(model.get("chosen")); // to be exported
    this.ranking = []; // of the last blind test
    this.wanted = null; // to be heard as soon as it is made
    this.test = null;
    this.build();
    const states = (names, listener) => Object.fromEntries(names.map((name) => [`change:${name}`, listener]));
    const deaf = listen(model, {
      ...states(["cards", "making", "request"], () => this.show()),
      "change:chosen": () => this.onChosen(),
      "change:takes": () => this.onTakes(),
      ...states(["heard", "playing"], () => this.onSound()),
      "change:playhead": () => this.mark(),
    });
    this.onChosen();
    this.onSound();
    this.end = () => {
      deaf();
      this.text.end();
      this.unheard();
      this.test?.end();
    };
  }

  build() {
    const { model, act, ask, el } = this;
    el.classList.add("kl-audition");
    el.tabIndex = -1;
    // A button that was pressed with the pointer gives the keys back: Space pauses, whatever was pressed last.
    el.addEventListener("click", ({ detail, target }) => detail && target.closest("button") && el.focus({ preventScroll: true }));
    this.text = words({ model, goTo: (word) => this.goTo(word) });
    this.note = make("p", "kl-quiet kl-audition-note", "");
    this.speak = make("button", "kl-button kl-main", "");
    this.speak.type = "button";
    this.speak.addEventListener("click", () => this.speakAll());
    this.blind = button("", "Blind test", "B", () => this.begin());
    this.loud = make("span", "kl-quiet", "All at −16 LUFS (ITU-R BS.1770)");
    const bar = make("div", "kl-audition-bar");
    bar.append(this.speak, this.blind, this.loud);
    this.result = make("section", "kl-audition-result");
    this.result.hidden = true;
    this.table = make("table", "kl-candidates");
    const [top, head] = [make("thead", ""), make("tr", "")];
    for (const text of HEADS) {
      const th = Object.assign(make("th", "", text), { scope: "col", title: NEAR[text] ?? "" });
      head.append(th);
    }
    top.append(head);
    this.body = make("tbody", "");
    this.table.append(top, this.body);
    this.cost = make("p", "kl-quiet kl-audition-cost", "");
    this.file = exporting({ model, act, ask, picked: this.picked, facts: () => this.facts() });
    this.foot = make("div", "kl-audition-foot");
    this.foot.append(this.cost, this.file.node);
    this.none = this.empty();
    this.hint = make("p", "kl-quiet kl-audition-hint", HINT);
    this.plain = make("div", "");
    this.plain.append(bar, this.result, this.table, this.foot, this.hint);
    this.box = make("section", "kl-blind");
    this.box.hidden = true;
    this.body.addEventListener("change", () => this.file.show());
    el.append(this.text.node, this.note, this.none, this.plain, this.box);
  }

  empty() {
    const node = make("div", "kl-audition-none");
    const go = make("button", "kl-button", "Choose in the gallery");
    go.type = "button";
    go.addEventListener("click", () => this.act.view("gallery"));
    node.append(make("p", "", "No candidates yet. Choose two or more voices, and all of them will say this text."), go);
    return node;
  }

  // What the keys do; those that move need something that is heard.
  get keys() {
    const { act } = this;
    const digits = Object.fromEntries([...Array(9).keys()].map((i) => [String(i + 1), () => this.hearNumber(i)]));
    const always = { ...digits, Space: () => this.onSpace(), B: () => this.begin(), Escape: () => this.hush() };
    if (this.model.get("heard")?.kind !== "take") return always;
    return {
      ...always,
      ArrowUp: () => this.neighbour(-1), ArrowDown: () => this.neighbour(1),
      ArrowLeft: () => act.seek(this.heard.wordFrom(this.model.get("playhead") ?? 0, -1)),
      ArrowRight: () => act.seek(this.heard.wordFrom(this.model.get("playhead") ?? 0, 1)),
    };
  }

  // The take that is heard.
  get heard() {
    const heard = this.model.get("heard");
    return heard?.kind === "take" ? this.model.get("takes").get(heard.formula) : undefined;
  }

  get takes() {
    return this.model.get("chosen").map((formula) => this.model.get("takes").get(formula)).filter(Boolean);
  }

  hear(formula) {
    const there = this.model.get("takes").has(formula);
    this.wanted = !there && this.model.get("making").includes(formula) ? formula : null;
    return this.wanted ? undefined : this.act.hearTake(formula); // to ask for it now would give up the others
  }

  hearNumber(i) {
    const formula = this.model.get("chosen")[i];
    if (formula) this.hear(formula);
  }

  async hearAt(formula, seconds) {
    if (this.model.get("heard")?.formula !== formula) await this.act.hearTake(formula);
    this.act.seek(seconds);
  }

  neighbour(by) {
    const chosen = this.model.get("chosen");
    const here = chosen.indexOf(this.model.get("heard").formula);
    this.hear(chosen[(here + by + chosen.length) % chosen.length]);
  }

  // A word of what is heard, or of the first take.
  goTo(word) {
    const take = this.heard ?? (this.test ? undefined : this.takes[0]);
    if (take) this.hearAt(take.key, take.words[word][2]);
  }

  speakAll() {
    this.wanted = null;
    this.act.speak(this.model.get("chosen"), { play: true });
  }

  onSpace() {
    if (this.model.get("heard")) this.act.toggle();
    else if (this.model.get("chosen").length) this.speakAll();
  }

  hush() {
    this.wanted = null;
    this.act.cancel();
    this.act.hush();
  }

  begin() {
    const { model, act, lookup } = this;
    const formulas = model.get("chosen");
    if (this.test || formulas.length < 2 || this.blind.disabled) return;
    act.hush();
    this.unheard();
    model.set("blind", true);
    this.rows.clear();
    this.body.replaceChildren(); // no name stays in the page
    this.result.replaceChildren();
    this.test = new Blind({ model, el: this.box, root: this.el, act, lookup, formulas, leave: (result) => this.leave(result) });
    this.show();
  }

  // The blind test is over; with a result, the names are revealed.
  leave(result) {
    this.test.end();
    this.test = null;
    this.box.replaceChildren();
    this.act.hush();
    this.model.set("blind", false);
    if (result) this.reveal(result);
    this.showResult();
    this.onChosen();
    this.onSound();
  }

  reveal({ items, formulas, votes, skipped, text }) {
    this.ranking = ranked(formulas, items);
    this.ranked = `${counted(votes, "vote")}${skipped ? `, ${skipped} skipped` : ""} · strengths by Bradley–Terry, 0 is their mean · “${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
    this.picked.clear();
    this.picked.add(this.ranking[0].formula);
  }

  showResult() {
    this.result.hidden = !this.ranking.length;
    if (!this.ranking.length) return;
    const nameOf = ({ formula }) => Object.assign(make("span", "", titleOf(this.model, formula)), { title: formula });
    const forget = signButton("kl-away", "×", "Put the ranking away", () => {
      this.ranking = [];
      this.showResult();
    });
    const head = make("div", "kl-audition-result-head");
    head.append(make("h3", "", "Ranking"), forget);
    this.result.replaceChildren(head, rankingTable(this.ranking, nameOf, this.ranked));
  }

  onChosen() {
    const chosen = this.model.get("chosen");
    for (const formula of chosen) if (!this.before?.includes(formula) && !this.ranking.length) this.picked.add(formula);
    this.before = chosen;
    if (this.test) return;
    for (const formula of chosen) {
      if (!this.rows.has(formula)) this.rows.set(formula, this.row(formula));
      if (!cardOf(this.model, formula)) this.learn(formula);
    }
    const nodes = chosen.map((formula) => this.rows.get(formula).node);
    if (nodes.length !== this.body.children.length || nodes.some((node, i) => node !== this.body.children[i])) this.body.replaceChildren(...nodes);
    this.show();
  }

  row(formula) {
    const { model, act, picked } = this;
    return new CandidateRow(formula, { model, act, picked, hear: (one) => this.hear(one), hearAt: (one, seconds) => this.hearAt(one, seconds) });
  }

  // The language of a formula that is on no card.
  async learn(formula) {
    if (this.languages.has(formula)) return;
    this.languages.set(formula, "");
    try {
      const { message } = await this.lookup({ kind: "formula", formula });
      this.languages.set(formula, message.language_name);
      this.show();
    } catch (error) {
      this.model.set("failure", error.message);
    }
  }

  onTakes() {
    this.show();
    if (this.wanted && this.model.get("takes").has(this.wanted)) this.hear(this.wanted);
  }

  show() {
    const { model } = this;
    const [chosen, request, making] = [model.get("chosen"), model.get("request"), model.get("making")];
    const some = chosen.length > 0;
    this.note.textContent = request?.text?.trim() ? "As it will be spoken; write another text in the form on top." : "Write a text in the form on top.";
    this.none.hidden = some || this.test !== null;
    this.plain.hidden = !some || this.test !== null;
    this.box.hidden = this.test === null;
    if (this.test) return;
    this.speak.textContent = chosen.length > 1 ? `Speak all ${chosen.length}` : "Speak it";
    this.speak.disabled = !request?.text?.trim() || making.length > 0;
    this.blind.disabled = chosen.length < 2 || !request?.text?.trim();
    this.blind.title = chosen.length < 2 ? "A blind test needs two candidates" : "Compare with names hidden (B)";
    const longest = Math.max(...this.takes.map(({ seconds }) => seconds));
    chosen.forEach((formula, i) => {
      const language = request?.language ? "" : cardOf(model, formula)?.language_name ?? this.languages.get(formula) ?? "";
      this.rows.get(formula)?.show({ number: i + 1, title: titleOf(model, formula), language, longest, picked: this.picked });
    });
    this.cost.textContent = some && this.takes.length === chosen.length ? cost(this.takes) : "";
    this.loud.hidden = !this.takes.length;
    this.file.show();
  }

  onSound() {
    this.unheard?.();
    this.unheard = this.test ? () => {} : keys(this.el, this.keys);
    for (const row of this.rows.values()) row.sound();
    this.mark();
  }

  mark() {
    const [take, at] = [this.heard, this.model.get("playhead")];
    const place = take && at !== null ? take.place(at) : null;
    for (const row of this.rows.values()) row.mark(place);
  }

  // What is known of the candidates, for a table.
  facts() {
    const { model, ranking } = this;
    const titles = new Map(model.get("chosen").map((formula) => [formula, titleOf(model, formula)]));
    return { titles, takes: model.get("takes"), ranking };
  }
}

export default { render: (parts) => new Audition(parts).end };

// The audition: one text in the voices of all candidates, heard by keys, compared blind, and taken along.
import { button } from "../inspector/button.js";
import { make } from "../inspector/dom.js";
import { listen } from "../inspector/exhibit_events.js";
import { listen as keys } from "../inspector/keys.js";
import { exporting } from "./audition_export.js";
import { Hearing } from "./audition_hearing.js";
import { outcome } from "./audition_outcome.js";
import { CandidateRow } from "./audition_row.js";
import { cost, level } from "./audition_sums.js";
import { words } from "./audition_words.js";
import { Blind } from "./blind.js";
import { cardOf, titleOf } from "./names.js";
import { tableHead } from "./table_head.js";

const HEADS = [
  ["", ""], ["Voice", ""], ["", ""], ["Length", ""], ["Pitch", "median F0"], ["Pace", "phonemes per second"],
  ["Loudness before", "as the voice spoke, before all were made equally loud"],
  ["Shared", "steps that were not run again, because they do not depend on the voice"], ["", ""],
];
const BLIND = "Names hidden, two at a time: your votes rank the voices.";
const HINT = "Keys: 1–9 hear a voice, at the same word while another plays · Space plays and pauses · ↑ ↓ the voice before, the next · ← → a word back, a word on · B blind test · Esc silence";

class Audition {
  constructor({ model, el, act, lookup, ask }) {
    Object.assign(this, { model, el, act, lookup, ask });
    this.rows = new Map(); // by formula
    this.languages = new Map(); // by formula, of those that are on no card
    this.picked = new Set(model.get("chosen")); // to be exported
    this.hearing = new Hearing(model, act, { speakAll: () => this.speakAll(), begin: () => this.begin() });
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
    this.text = words({ model, goTo: (word) => this.hearing.goTo(word, this.test ? undefined : this.takes[0]) });
    this.note = make("p", "kl-quiet kl-audition-note", "");
    this.speak = make("button", "kl-button kl-main", "");
    this.speak.type = "button";
    this.speak.addEventListener("click", () => this.speakAll());
    this.blind = button("", "Blind test", "B", () => this.begin());
    this.why = make("span", "kl-quiet", "");
    this.loud = make("span", "kl-quiet kl-audition-loud", "");
    const bar = make("div", "kl-audition-bar");
    bar.append(this.speak, this.blind, this.why, this.loud);
    this.body = make("tbody", "");
    this.body.addEventListener("change", () => this.file.show());
    this.table = make("table", "kl-candidates");
    this.table.append(tableHead(HEADS), this.body);
    this.cost = make("p", "kl-quiet kl-audition-cost", "");
    this.file = exporting({ model, act, ask, picked: this.picked, facts: () => this.facts() });
    this.outcome = outcome({ model, act, save: this.file.save });
    this.foot = make("div", "kl-audition-foot");
    this.foot.append(this.cost, this.file.node);
    this.none = this.empty();
    this.hint = make("p", "kl-quiet kl-audition-hint", HINT);
    this.plain = make("div", "");
    this.plain.append(bar, this.outcome.node, this.table, this.foot, this.hint);
    this.box = make("section", "kl-blind");
    this.box.hidden = true;
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

  get takes() {
    return this.model.get("chosen").map((formula) => this.model.get("takes").get(formula)).filter(Boolean);
  }

  speakAll() {
    this.hearing.wanted = null;
    this.act.speak(this.model.get("chosen"), { play: true });
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
    this.outcome.hide();
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
    this.outcome.back();
    this.onChosen();
    this.onSound();
    if (result) this.reveal(result);
  }

  // Who won is what one leaves with, unless one picks others.
  reveal(result) {
    this.outcome.show(result);
    this.picked.clear();
    for (const formula of this.outcome.winners()) this.picked.add(formula);
    this.show();
  }

  onChosen() {
    const chosen = this.model.get("chosen");
    for (const formula of chosen) if (!this.before?.includes(formula) && !this.outcome.ranking.length) this.picked.add(formula);
    this.before = chosen;
    if (this.test) return;
    for (const formula of this.rows.keys()) if (!chosen.includes(formula)) this.rows.delete(formula);
    for (const formula of chosen) {
      if (!this.rows.has(formula)) this.rows.set(formula, this.row(formula));
      if (!cardOf(this.model, formula)) this.learn(formula);
    }
    const nodes = chosen.map((formula) => this.rows.get(formula).node);
    if (nodes.length !== this.body.children.length || nodes.some((node, i) => node !== this.body.children[i])) this.body.replaceChildren(...nodes);
    this.show();
  }

  row(formula) {
    const { model, act, picked, hearing } = this;
    return new CandidateRow(formula, { model, act, picked, hear: (one) => hearing.hear(one), hearAt: (one, seconds) => hearing.hearAt(one, seconds) });
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
    this.hearing.arrived();
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
    this.speak.classList.toggle("kl-main", this.takes.length < chosen.length); // the next step stands out
    const ranked = this.outcome.ranking.length > 0;
    this.blind.classList.toggle("kl-main", !ranked && this.takes.length === chosen.length && chosen.length > 1);
    this.blind.disabled = chosen.length < 2 || !request?.text?.trim();
    this.why.textContent = chosen.length < 2 ? "A blind test needs two candidates." : BLIND;
    const longest = Math.max(...this.takes.map(({ seconds }) => seconds));
    chosen.forEach((formula, i) => {
      const language = request?.language ? "" : cardOf(model, formula)?.language_name ?? this.languages.get(formula) ?? "";
      this.rows.get(formula)?.show({ number: i + 1, title: titleOf(model, formula), language, longest, picked: this.picked });
    });
    const loudest = Math.max(...[...this.rows.values()].map(({ wave }) => wave.peak));
    this.table.style.setProperty("--kl-taller", loudest > 0 ? 1 / loudest : 1); // one scale for all
    this.cost.textContent = some && this.takes.length === chosen.length ? cost(this.takes) : "";
    this.loud.textContent = level(this.takes, ({ formula }) => titleOf(model, formula));
    this.file.show();
  }

  onSound() {
    this.unheard?.();
    this.unheard = this.test ? () => {} : keys(this.el, this.hearing.keys);
    for (const row of this.rows.values()) row.sound();
    this.mark();
  }

  mark() {
    const [take, at] = [this.hearing.take, this.model.get("playhead")];
    const place = take && at !== null ? take.place(at) : null;
    for (const row of this.rows.values()) row.mark(place);
  }

  // What is known of the candidates and of those that were ranked, for a table.
  facts() {
    const { model, outcome: { ranking } } = this;
    const formulas = [...model.get("chosen"), ...ranking.map(({ formula }) => formula)];
    return { titles: new Map(formulas.map((formula) => [formula, titleOf(model, formula)])), takes: model.get("takes"), ranking };
  }
}

export default { render: (parts) => new Audition(parts).end };

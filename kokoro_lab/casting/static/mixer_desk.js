// What the mixer's parts work on: the rows of the formula, and the formulas before it.
import { Model } from "../inspector/model.js";
import { blendsOf, draftOf, textOf } from "./mixer_draft.js";
import { Steps } from "./mixer_steps.js";
import { whenever } from "./whenever.js";

const REST = 500; // milliseconds without a change, and a formula is one to come back to

// draft: the rows, a new object on each change;  apart: whether timbre and prosody have sliders of their own.
export class Desk extends Model {
  constructor(model, act, steps = new Steps()) {
    super({ draft: null, apart: false });
    Object.assign(this, { model, act, steps, sent: null });
    whenever(model, ["facts"], () => this.read());
  }

  // The rows follow the formula, unless they say the same, or it is about to be what they say.
  read() {
    const facts = this.model.get("facts");
    const late = this.sent !== null && this.model.get("mix") === this.sent && facts?.formula !== this.sent;
    if (!facts || late) return;
    const draft = this.get("draft");
    if (!draft || textOf(draft) !== facts.formula) this.set("draft", draftOf(facts));
    if (facts.split) this.set("apart", true);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.steps.note(facts.formula), REST);
  }

  // The formula follows the rows.
  write(draft) {
    this.set("draft", draft);
    this.sent = textOf(draft);
    this.act.mix(this.sent);
  }

  // A formula from elsewhere: typed, calculated, gone back to.
  say(text) {
    this.sent = null;
    this.act.mix(text);
  }

  weigh(index, half, weight) {
    const draft = this.get("draft");
    const more = this.get("apart") ? { [half]: weight } : { timbre: weight, prosody: weight };
    this.write({ ...draft, rows: draft.rows.map((row, i) => (i === index ? { ...row, ...more } : row)) });
  }

  // Both halves of a row's voice become another's.
  name(index, voice) {
    const draft = this.get("draft");
    this.write({ ...draft, rows: draft.rows.map((row, i) => (i === index ? { ...row, voice } : row)) });
  }

  add(voice, weight) {
    const draft = this.get("draft");
    this.write({ ...draft, rows: [...draft.rows, { voice, timbre: weight, prosody: weight }] });
  }

  remove(index) {
    const draft = this.get("draft");
    this.write({ ...draft, rows: draft.rows.filter((_, i) => i !== index) });
  }

  // Together, the prosody is mixed as the timbre is.
  separate(apart) {
    const draft = this.get("draft");
    this.set("apart", apart);
    if (apart || !draft) return;
    const rows = draft.rows.filter(({ timbre }) => timbre !== 0).map((row) => ({ ...row, prosody: row.timbre }));
    this.write({ rows, norm: { ...draft.norm, prosody: draft.norm.timbre } });
  }

  keepNorm(keeps) {
    this.write({ ...this.get("draft"), norm: { timbre: keeps, prosody: keeps } });
  }

  get blends() {
    return blendsOf(this.get("draft"));
  }

  // Whether there is a formula to go back to.
  get undoable() {
    return Boolean(this.model.get("mixFailure")) || this.steps.before(this.model.get("facts")?.formula);
  }

  // To the formula before, or forth again; from a wrong one to the last that was right.
  back(by) {
    clearTimeout(this.rest);
    const facts = this.model.get("facts");
    if (facts && this.model.get("mixFailure")) return this.say(facts.formula);
    if (facts) this.steps.note(facts.formula);
    const text = this.steps.go(by);
    if (text !== null) this.say(text);
  }
}

// The blind test: two candidates without their names, again and again, and a vote for each pair. Nothing in the page
// says which voice is which until it is over.
import { button } from "../inspector/button.js";
import { make } from "../inspector/dom.js";
import { listen } from "../inspector/exhibit_events.js";
import { TYPING, listen as keys } from "../inspector/keys.js";
import { counted, percent, ranked } from "./audition_sums.js";
import { Ballot, Ears } from "./ballot.js";
import { rankingTable } from "./ballot_ranking.js";
import { question } from "./blind_question.js";
import { blindSide } from "./blind_side.js";

const TEXT = ["text", "language", "speed", "seed"]; // of the form: with another of these, other takes are compared

export class Blind {
  // `root` is where its keys are heard; `formulas` are compared; `leave(result)` ends it, with {items, formulas, votes, skipped, text} to be revealed or null.
  constructor({ model, el, root, act, lookup, formulas, leave }) {
    Object.assign(this, { model, el, act, lookup, formulas, leave });
    this.ballot = new Ballot(formulas.length);
    this.ears = new Ears();
    this.request = model.get("request");
    [this.pair, this.standing, this.asked, this.showing] = [null, null, 0, false];
    this.early = false; // a vote was tried before both were heard
    this.build();
    const deaf = listen(model, {
      "change:playhead": () => this.onPlayhead(), "change:heard": () => this.show(), "change:playing": () => this.show(),
      "change:takes": () => this.show(), "change:making": () => this.show(),
      "change:request": () => this.onChanged(), "change:chosen": () => this.onChanged(),
    });
    const unheard = keys(root, this.keys);
    this.end = () => {
      deaf();
      unheard();
    };
    this.prepare();
    this.ask();
  }

  get keys() {
    const { act } = this;
    return {
      1: () => this.hear(0), 2: () => this.hear(1), ArrowLeft: () => this.vote(0), ArrowRight: () => this.vote(1),
      S: () => this.vote(null), "Ctrl+Z": () => this.undo(), Space: () => act.toggle(), Escape: () => act.hush(), B: () => this.stop(),
    };
  }

  build() {
    const { el, formulas } = this;
    this.waiting = make("div", "kl-blind-waiting");
    this.said = make("p", "", "");
    this.said.setAttribute("role", "status");
    this.again = make("button", "kl-button kl-main", "Speak them");
    this.again.type = "button";
    this.again.addEventListener("click", () => this.prepare());
    this.waiting.append(this.said, this.again);
    this.sides = [0, 1].map((side) => blindSide(side, { hear: () => this.hear(side), vote: () => this.vote(side) }));
    this.skip = button("", "Cannot tell", "S", () => this.vote(null));
    this.booth = make("div", "kl-blind-booth");
    this.booth.append(this.sides[0].node, this.skip, this.sides[1].node);
    this.hint = make("p", "kl-quiet kl-blind-hint", "");
    const [title, what] = [make("h3", "", "Blind test"), make("p", "kl-quiet", `${formulas.length} voices, names hidden, two at a time. Say which you like better, as often as you want; then reveal the names.`)];
    this.progress = make("p", "kl-blind-progress", "");
    this.progress.setAttribute("role", "status");
    this.back = button("", "Undo", "Ctrl+Z", () => this.undo(), "Take the last vote back");
    this.standings = make("button", "kl-button", "Show standings so far");
    this.out = make("button", "kl-button", "Reveal the names");
    this.leaving = button("", "End", "B", () => this.stop(), "End the blind test");
    for (const node of [this.standings, this.out]) node.type = "button";
    this.standings.addEventListener("click", () => {
      this.showing = !this.showing;
      this.show();
    });
    this.out.addEventListener("click", () => this.reveal());
    const bar = make("div", "kl-blind-bar");
    bar.append(this.progress, this.back, this.standings, this.out, this.leaving);
    this.letters = make("div", "kl-blind-letters");
    this.asking = make("div", "");
    el.replaceChildren(title, what, this.asking, this.waiting, this.booth, this.hint, bar, this.letters);
  }

  // Have spoken what is missing.
  prepare() {
    const missing = this.formulas.filter((formula) => !this.model.get("takes").has(formula));
    if (missing.length) this.act.speak(missing, { play: false });
    this.show();
  }

  get ready() {
    return this.pair !== null && this.formulas.every((formula) => this.model.get("takes").has(formula));
  }

  takeOf(voice) {
    return this.model.get("takes").get(this.formulas[voice]);
  }

  hear(side) {
    if (this.ready) this.act.hearTake(this.formulas[this.pair[side]]);
  }

  enough(side) {
    const voice = this.pair[side];
    return this.ears.enough(voice, this.takeOf(voice).seconds);
  }

  // `side` is better, 0 or 1; null for neither.
  vote(side) {
    if (!this.ready || this.asking.firstChild) return;
    this.early = !(this.enough(0) && this.enough(1));
    if (this.early) return this.show();
    this.ballot.say(this.pair, side === null ? null : this.pair[side]);
    this.ask();
  }

  undo() {
    if (this.asking.firstChild) return;
    const pair = this.ballot.undo();
    if (pair) this.ask(pair);
  }

  // What the votes say so far, and the next pair: the one given, or the one that would tell most.
  async ask(pair = null) {
    const asked = (this.asked += 1);
    this.act.hush();
    this.ears = new Ears();
    [this.pair, this.standing] = [pair, null];
    this.show();
    let message = null;
    try {
      ({ message } = await this.lookup({ kind: "rank", count: this.formulas.length, votes: this.ballot.votes }));
    } catch (error) {
      this.model.set("failure", error.message); // the votes are kept, and one can go on voting
    }
    if (asked !== this.asked) return;
    this.standing = message;
    this.pair ??= this.ballot.next(message?.next ?? null);
    this.show();
  }

  // Whether there is nothing that one should know before the names are revealed.
  get complete() {
    return this.ballot.votes.length > 0 && (this.ballot.put === this.ballot.pairs || Boolean(this.standing?.decided));
  }

  async reveal() {
    const { ballot } = this;
    if (!this.standing) await this.ask(this.pair);
    if (!this.standing) return;
    const left = ballot.pairs - ballot.put;
    const end = () => this.leave({ items: this.standing.items, formulas: this.formulas, votes: ballot.votes.length, skipped: ballot.skipped, text: this.request.text });
    if (this.complete) end();
    else this.question(`${counted(left, "pair")} of ${ballot.pairs} ${left === 1 ? "was" : "were"} not compared yet.`, [["Reveal all the same", end], ["Go on", null]]);
  }

  // End it; votes are not lost without a question.
  stop() {
    const count = this.ballot.log.length;
    if (!count) this.leave(null);
    else this.question(`End the test? ${this.votes} will be lost.`, [["Go on", null], ["End it", () => this.leave(null)]]);
  }

  get votes() {
    return counted(this.ballot.log.length, "vote");
  }

  // The form or the candidates have changed.
  onChanged() {
    const { model, formulas, ballot } = this;
    const [request, chosen] = [model.get("request"), model.get("chosen")];
    const text = TEXT.some((name) => request[name] !== this.request[name]);
    const others = chosen.length !== formulas.length || chosen.some((formula) => !formulas.includes(formula));
    if (!text && !others) this.question(null);
    else if (!ballot.log.length) this.leave(null);
    else if (others) this.question(`The candidates have changed since ${this.votes}.`, [["Compare the earlier ones", () => this.act.chooseAll(formulas)], ["End the test", () => this.leave(null)]]);
    else this.question(`The form says something else since ${this.votes}.`, [["Go on with it, keep the votes", () => this.goOn()], ["End the test", () => this.leave(null)]]);
  }

  goOn() {
    this.request = this.model.get("request");
    this.ears = new Ears();
    this.prepare();
  }

  question(text, answers) {
    this.asking.replaceChildren();
    if (text) this.asking.append(question(text, answers, () => this.asking.replaceChildren()));
    if (!document.activeElement?.matches(TYPING)) this.asking.querySelector("button")?.focus(); // who writes goes on
    this.show();
  }

  onPlayhead() {
    const [heard, playhead, playing] = ["heard", "playhead", "playing"].map((name) => this.model.get(name));
    const voice = heard?.kind === "take" ? this.formulas.indexOf(heard.formula) : -1;
    if (voice < 0 || playhead === null || !playing) return;
    this.ears.hear(voice, playhead, performance.now() / 1000);
    this.show();
  }

  show() {
    const { model, ballot, ready } = this;
    [this.waiting.hidden, this.booth.hidden, this.hint.hidden] = [ready, !ready, !ready];
    if (!ready) this.wait();
    const enough = ready ? [0, 1].map((side) => this.enough(side)) : [false, false];
    const both = enough[0] && enough[1];
    const open = both && !this.asking.firstChild; // to votes
    const heard = model.get("heard")?.formula;
    this.sides.forEach((side, i) => {
      const take = ready ? this.takeOf(this.pair[i]) : null;
      const sounds = ready && heard === this.formulas[this.pair[i]];
      side.show({ sounds, playing: sounds && model.get("playing"), share: sounds ? (model.get("playhead") ?? 0) / take.seconds : 0, heard: enough[i], open });
    });
    this.skip.disabled = !open;
    const hear = this.early ? "Not counted yet: hear" : "Hear";
    this.hint.textContent = both ? "Which one would you rather use?" : `${hear} both, half a second of each at least. While one plays, the other goes on at the same word.`;
    this.hint.classList.toggle("kl-failed", this.early && !both);
    this.progress.textContent = this.soFar();
    this.back.disabled = !ballot.log.length;
    this.out.disabled = !ballot.votes.length;
    this.out.classList.toggle("kl-main", this.complete);
    this.standings.disabled = !ballot.votes.length;
    this.standings.textContent = this.showing ? "Hide standings" : "Show standings so far";
    this.stand();
  }

  wait() {
    const { model, formulas } = this;
    const there = formulas.filter((formula) => model.get("takes").has(formula)).length;
    this.said.textContent = there === formulas.length ? "The next pair is chosen …" : `${there} of ${formulas.length} are spoken.`;
    this.again.hidden = there === formulas.length || model.get("making").length > 0;
  }

  soFar() {
    const { ballot, standing } = this;
    const parts = [counted(ballot.votes.length, "vote")];
    if (ballot.skipped) parts.push(`${ballot.skipped} skipped`);
    parts.push(`${ballot.put} of ${counted(ballot.pairs, "pair")} compared`);
    if (standing && ballot.votes.length) parts.push(`${percent(Math.max(...standing.items.map(({ best }) => best)))} sure which is best`);
    return parts.join(" · ");
  }

  // The standings by letters, for those who want to see them.
  stand() {
    const there = this.showing && this.standing && this.ballot.votes.length > 0;
    this.letters.hidden = !there;
    if (!there || this.stood === this.standing) return;
    this.stood = this.standing;
    const rows = ranked(this.formulas, this.standing.items);
    this.letters.replaceChildren(rankingTable(rows, ({ voice }) => `Voice ${this.ballot.letter(voice)}`, "So far. The letters were drawn by lot."));
  }
}

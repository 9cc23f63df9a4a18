// Hearing the candidates of an audition: by keys, by number, at a word.

export class Hearing {
  // `speakAll()` has all of them spoken, `begin()` begins the blind test.
  constructor(model, act, { speakAll, begin }) {
    Object.assign(this, { model, act, speakAll, begin });
    this.wanted = null; // a formula, to be heard as soon as it is made
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
      ArrowLeft: () => act.seek(this.wordFrom(-1)), ArrowRight: () => act.seek(this.wordFrom(1)),
    };
  }

  // The take that is heard.
  get take() {
    const heard = this.model.get("heard");
    return heard?.kind === "take" ? this.model.get("takes").get(heard.formula) : undefined;
  }

  wordFrom(by) {
    return this.take.wordFrom(this.model.get("playhead") ?? 0, by);
  }

  hear(formula) {
    const there = this.model.get("takes").has(formula);
    this.wanted = !there && this.model.get("making").includes(formula) ? formula : null;
    return this.wanted ? undefined : this.act.hearTake(formula); // to ask for it now would give up the others
  }

  // Another take is there: if it is the one that was waited for, it is heard.
  arrived() {
    if (this.wanted && this.model.get("takes").has(this.wanted)) this.hear(this.wanted);
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

  // A word of what is heard, or else of `other`.
  goTo(word, other) {
    const take = this.take ?? other;
    if (take) this.hearAt(take.key, take.words[word][2]);
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
}

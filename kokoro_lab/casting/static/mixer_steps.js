// The formulas that were at work, to go back to.

const MOST = 100;

export class Steps {
  constructor() {
    this.texts = [];
    this.at = -1;
  }

  // A formula has come to rest; what had been undone is forgotten.
  note(text) {
    if (text === this.texts[this.at]) return;
    this.texts = [...this.texts.slice(0, this.at + 1), text].slice(-MOST);
    this.at = this.texts.length - 1;
  }

  // Whether there is one before what is at work now.
  before(text) {
    return text === this.texts[this.at] ? this.at > 0 : this.at >= 0;
  }

  go(by) {
    if (!(this.at + by in this.texts)) return null;
    this.at += by;
    return this.texts[this.at];
  }
}

// The formula at work, and what the server knows of it.
const CALM = 60; // milliseconds after the last change before the server is asked

export class Mix {
  constructor(model, lookup) {
    Object.assign(this, { model, lookup });
    this.asked = 0;
  }

  set(formula) {
    this.model.set("mix", formula);
    this.later();
  }

  row(symbols) {
    this.model.set("symbols", symbols);
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.learn(), CALM);
  }

  async learn() {
    const [formula, symbols] = [this.model.get("mix"), this.model.get("symbols")];
    const asked = (this.asked += 1);
    try {
      const { message, buffers } = await this.lookup({ kind: "formula", formula, symbols });
      if (asked !== this.asked) return;
      this.model.set("mixFailure", null);
      this.model.set("facts", { ...message, buffers });
    } catch (error) {
      if (asked === this.asked) this.model.set("mixFailure", error.message);
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
  }
}

// Has takes made: one after another, each there as soon as it is ready.
import { Take } from "./take.js";

const TEXT = ["text", "language", "speed", "seed"]; // with another of these, takes are other takes

// The key of a take: its formula, and the row of the voice if another than the text's own is used.
export function keyOf(formula, symbols = null) {
  return symbols === null ? formula : `${formula} @ ${symbols}`;
}

export class Takes {
  constructor(model, ask) {
    Object.assign(this, { model, ask });
    this.running = null;
  }

  // What the form says has changed: what was made of another text is no longer of use.
  request(said) {
    const before = this.model.get("request");
    const request = { ...said, text: said.text.trim() }; // a space at an end is not heard
    this.model.set("request", request);
    if (TEXT.every((name) => request[name] === before?.[name])) return;
    this.cancel();
    this.model.set("takes", new Map());
  }

  // Takes of these formulas, in order; those that are there already are not made again, and one that cannot be made
  // does not keep the others waiting. What was being made for an earlier call is given up. `arrived(take)` is called
  // with each.
  async make(formulas, { symbols = null, arrived = () => {} } = {}) {
    this.cancel();
    const running = new AbortController();
    this.running = running;
    this.model.set("failure", null);
    this.model.set("making", formulas.filter((formula) => !this.model.get("takes").has(keyOf(formula, symbols))));
    const found = [];
    for (const formula of formulas) {
      const take = this.model.get("takes").get(keyOf(formula, symbols)) ?? (await this.attempt(formula, symbols, running.signal));
      if (this.running !== running) return found;
      if (take === null) continue;
      found.push(take);
      arrived(take);
    }
    this.rest();
    return found;
  }

  async attempt(formula, symbols, signal) {
    try {
      return await this.made(formula, symbols, signal);
    } catch (error) {
      if (!signal.aborted) this.model.set("failure", error.message);
      return null;
    } finally {
      if (!signal.aborted) this.model.set("making", this.model.get("making").filter((other) => other !== formula));
    }
  }

  async made(formula, symbols, signal) {
    const edits = symbols === null ? [] : [{ name: "style_row", arguments: { symbols }, chunk: null }];
    const request = { ...this.model.get("request"), voice: formula, edits };
    const onProgress = (progress) => this.model.set("progress", progress);
    const { message, buffers } = await this.ask({ kind: "take", request }, { signal, onProgress });
    if (signal.aborted) throw signal.reason;
    const take = new Take(message, buffers, keyOf(formula, symbols));
    this.model.set("takes", new Map(this.model.get("takes")).set(keyOf(formula, symbols), take));
    return take;
  }

  cancel() {
    this.running?.abort(new Error("given up"));
    this.rest();
  }

  rest() {
    this.running = null;
    this.model.set("making", []);
    this.model.set("progress", null);
  }
}

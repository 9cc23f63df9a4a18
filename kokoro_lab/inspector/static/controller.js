// What a visitor does to a trace, and what follows from it: runs, forks and what is shown of them.
import { addEdit, changeRequest, replaceEdit } from "./changes.js";
import { Trace } from "./trace.js";

const FORM = ["voice", "language", "speed", "seed"]; // what a fork may take from the form
const PATIENCE = 300; // milliseconds after the last change before it is run

export class Controller {
  // `ask` speaks to the server; `history` holds the forks.
  constructor(model, ask, history) {
    Object.assign(this, { model, ask, history });
    this.wanted = null; // what is being made, or is going to be
    this.pinned = null;
    this.goesOn = false; // whether the next chunk is spoken after this one
  }

  // A request from outside: the form, a link, a notebook. What is played goes on from chunk to chunk.
  open(request, { chunk = 0, label = "spoken", play = false, selection = null } = {}) {
    return this.want({ request, chunk, label, play, selection, goesOn: play, beside: false }, 0);
  }

  // What the form says: another text is spoken anew, without edits; anything else is a fork of what is shown.
  speak(request) {
    const [now, trace] = [this.model.get("request"), this.model.get("trace")];
    if (!trace || request.text !== now.text) return this.open(request, { play: true });
    const change = Object.fromEntries(FORM.filter((name) => request[name] !== now[name]).map((name) => [name, request[name]]));
    if (!Object.keys(change).length) return this.model.fire("arrived", { trace, play: true });
    return this.request(change, Object.entries(change).map(([name, value]) => `${name} ${value}`).join(", "));
  }

  // What a link says: what it is held against is there first, and is a step to go back to.
  async follow({ request, chunk, selection, station, against, weights }) {
    if (station) this.model.set("station", station);
    if (against) await this.open(against.request, { chunk: against.chunk, label: "held against" });
    await this.want({ request, chunk, selection, label: "from the link", beside: Boolean(against) }, 0);
    const made = this.model.get("trace")?.identity.weights;
    if (!weights || !made || made.startsWith(weights)) return;
    this.model.set("notice", `The link was made with the weights ${weights}…; this page has ${made.slice(0, 12)}…, so it sounds a little different.`);
  }

  // The same request with another list of edits.
  change({ edits, label }) {
    return this.request({ edits }, label);
  }

  // One more edit, or another in place of one. `changes.js` keeps the others valid.
  edit(edit, label, { replaces = null } = {}) {
    const [request, trace] = [this.model.get("request"), this.model.get("trace")];
    const { edits } = replaces === null ? addEdit(request, edit, trace) : replaceEdit(request, replaces, edit, trace);
    return this.change({ edits, label });
  }

  // A request that differs from the current one.
  request(change, label) {
    const now = this.model.get("request");
    const whole = "edits" in change ? change : changeRequest(now, change, this.model.get("trace"));
    const changes = [...(this.wanted?.changes ?? []), label]; // what was not run yet is run with this
    const wanted = { request: { ...now, ...whole }, chunk: this.model.get("chunk"), label: named(changes), changes, play: true };
    return this.want(wanted, PATIENCE);
  }

  rewrite([start, stop], markup) {
    const letters = [...this.model.get("request").text]; // spans count characters, not UTF-16 units
    const text = [...letters.slice(0, start), markup, ...letters.slice(stop)].join("");
    return this.request({ text }, `read as ${markup}`);
  }

  chunk(index, { play = false } = {}) {
    const label = `chunk ${index + 1}`;
    return this.want({ request: this.model.get("request"), chunk: index, label, play, goesOn: play, beside: false }, 0);
  }

  // The index of the chunk that is spoken after this one; null when it is the last, or nothing shall follow.
  get next() {
    const { index, count, complete } = this.model.get("trace").chunk;
    return this.goesOn && !(complete && index + 1 >= count) ? index + 1 : null;
  }

  // No chunk shall follow by itself.
  hold() {
    this.goesOn = false;
  }

  // Make it, soon; what was wanted before is given up.
  want(wanted, delay) {
    this.giveUp();
    this.wanted = wanted;
    this.model.set("notice", null);
    this.model.set("request", wanted.request);
    this.model.set("chunk", wanted.chunk);
    this.model.set("failure", null);
    this.model.set("busy", { what: wanted.label, since: performance.now() + delay, ahead: 0 });
    return new Promise((resolve) => {
      this.timer = setTimeout(() => this.run(wanted).then(resolve), delay);
    });
  }

  giveUp() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = this.wanted = null;
  }

  // The visitor does not want to wait any longer: what is shown is what counts again.
  cancel() {
    this.giveUp();
    this.settle();
  }

  settle() {
    const trace = this.model.get("trace");
    if (trace) {
      this.model.set("request", trace.request);
      this.model.set("chunk", trace.chunk.index);
    }
    this.model.set("busy", null);
  }

  async run(wanted) {
    this.running = new AbortController();
    const { signal } = this.running;
    const shown = this.model.get("trace");
    const base = shown?.chunk.index === wanted.chunk ? shown.request : null;
    const onProgress = (progress) => this.model.set("busy", { ...this.model.get("busy"), ...progress });
    try {
      const { request, chunk } = wanted;
      const { message, buffers } = await this.ask({ kind: "trace", request, chunk, base }, { signal, onProgress });
      if (wanted === this.wanted) this.adopt(new Trace(message, buffers), wanted);
    } catch (error) {
      if (wanted !== this.wanted) return; // given up
      this.model.set("failure", error.message);
      this.settle();
    }
  }

  // A trace has come.
  adopt(trace, { label, play = false, selection = null, goesOn = false, beside = true }) {
    this.wanted = null;
    this.goesOn = goesOn;
    const node = this.history.push({ request: trace.request, chunk: trace.chunk.index, beside }, label);
    this.history.keep(node, trace);
    this.show(node, trace);
    if (selection) this.model.set("selection", fitting(selection, trace));
    this.model.set("busy", null);
    this.model.fire("arrived", { trace, play });
  }

  show(node, trace) {
    const shown = this.model.get("trace");
    const [first, stop] = this.model.get("span");
    const whole = !shown || (first <= 0 && stop >= shown.seconds);
    this.model.set("request", trace.request);
    this.model.set("chunk", trace.chunk.index);
    this.model.set("selection", fitting(this.model.get("selection"), trace));
    this.model.set("other", this.against(node));
    if (whole || shown.chunk.text !== trace.chunk.text) this.model.set("span", [0, trace.seconds]);
    else this.model.set("span", [Math.min(first, trace.seconds - (stop - first)), Math.min(stop, trace.seconds)]);
    this.model.set("trace", trace);
    this.model.set("showing", "B");
    this.model.fire("change:history");
  }

  undo() {
    return this.walk(this.history.undo());
  }

  redo() {
    return this.walk(this.history.redo());
  }

  goto(node) {
    return this.walk(this.history.goto(node));
  }

  // To a fork that was made before; its trace is asked for again if it is no longer held.
  async walk(node) {
    if (!node) return;
    this.giveUp();
    this.model.set("failure", null);
    const held = this.history.traceOf(node);
    if (held) {
      this.model.set("busy", null);
      this.show(node, held);
      return;
    }
    this.model.set("busy", { what: node.label, since: performance.now(), ahead: 0 });
    const trace = await this.trace(node.state);
    this.history.keep(node, trace);
    this.model.set("busy", null);
    this.show(node, trace);
  }

  async trace({ request, chunk }) {
    const { message, buffers } = await this.ask({ kind: "trace", request, chunk, base: null });
    return new Trace(message, buffers);
  }

  // Hold a trace against whatever comes; null goes back to what each fork was made from.
  pin(trace) {
    this.pinned = trace;
    this.model.set("pinned", trace);
    this.model.set("other", this.against(this.history.current));
  }

  // What a fork is held against: what is pinned, else what it was made from, if that is the same words.
  against(node) {
    return this.pinned ?? (node?.parent && node.state.beside ? this.history.traceOf(node.parent) : null);
  }
}

// Several changes as one step.
function named(changes) {
  const label = changes.at(-1);
  return changes.length === 1 ? label : `${changes.length} changes: … ${label}`;
}

// A range of tokens that a trace has, or null.
function fitting(tokens, trace) {
  return tokens && tokens[0] < tokens[1] && tokens[1] <= trace.tokens.length ? tokens : null;
}

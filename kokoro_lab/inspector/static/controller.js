// What a visitor does to a trace, and what follows from it: runs, forks and what is shown of them.
import { addEdit, changeRequest, replaceEdit } from "./changes.js";
import { carried } from "./exhibit_markup.js";
import { inside } from "./scale.js";
import { Trace } from "./trace.js";

const FORM = ["voice", "language", "speed", "seed"]; // what a fork may take from the form
const PATIENCE = 300; // milliseconds after the last change before it is run

export class Controller {
  // `ask` speaks to the server; `history` holds the forks.
  constructor(model, ask, history) {
    Object.assign(this, { model, ask, history });
    this.wanted = null; // what is being made, or is going to be
    this.node = null; // the fork that is shown; while another is being made, the history is there already
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
    return this.request(change, Object.entries(change).map(([name, value]) => `${name} ${value}`).join(", "), { goesOn: true });
  }

  // What a link says: what it is held against is there first, and is a step to go back to.
  async follow({ request, chunk, selection, station, against, weights }) {
    if (station) this.model.set("station", station);
    if (against && !(await this.open(against.request, { chunk: against.chunk, label: "held against" }))) return;
    if (!(await this.want({ request, chunk, selection, label: "from the link", beside: Boolean(against) }, 0))) return;
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
  request(change, label, { goesOn = false } = {}) {
    const now = this.model.get("request");
    const whole = "edits" in change ? change : changeRequest(now, change, this.model.get("trace"));
    const changes = [...(this.wanted?.changes ?? []), label]; // what was not run yet is run with this
    const wanted = { request: { ...now, ...whole }, chunk: this.model.get("chunk"), label: named(changes), changes, play: true, goesOn };
    return this.want(wanted, PATIENCE);
  }

  // The span is that of the text that was spoken; what is wanted may have another already.
  rewrite(span, markup) {
    const { text: now } = this.model.get("request");
    const place = carried(span, this.model.get("trace").request.text, now);
    if (!place) return this.model.set("failure", "These words are being changed. Choose again once they have been spoken.");
    const letters = [...now]; // spans count characters, not UTF-16 units
    const text = [...letters.slice(0, place[0]), markup, ...letters.slice(place[1])].join("");
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

  // Make it, soon; what was wanted before is given up. Whether it came to an end, good or bad: it may be given up too.
  want(wanted, delay) {
    this.giveUp();
    this.wanted = wanted;
    this.model.set("notice", null);
    this.model.set("request", wanted.request);
    this.model.set("chunk", wanted.chunk);
    this.model.set("failure", null);
    this.model.set("busy", { what: wanted.label, since: performance.now() + delay, ahead: 0 });
    return new Promise((resolve, reject) => {
      this.timer = setTimeout(() => this.run(wanted).then(resolve, reject), delay);
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
      this.history.goto(this.node);
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
    const { request, chunk } = wanted;
    let answer;
    try {
      answer = await this.ask({ kind: "trace", request, chunk, base }, { signal, onProgress });
    } catch (error) {
      if (wanted !== this.wanted) return false;
      this.wanted = null;
      this.model.set("failure", error.message);
      this.settle();
      return true;
    }
    if (wanted !== this.wanted) return false;
    this.adopt(new Trace(answer.message, answer.buffers), wanted);
    return true;
  }

  // A trace has come: a new fork, unless it is that of a `node` that was there before.
  adopt(trace, { node: known, label, play = false, selection = null, goesOn = false, beside = true }) {
    this.wanted = null;
    this.goesOn = goesOn;
    const node = known ?? this.history.push({ request: trace.request, chunk: trace.chunk.index, beside }, label);
    this.history.keep(node, trace);
    this.show(node, trace);
    if (selection) this.model.set("selection", trace.fitting(selection));
    this.model.set("busy", null);
    this.model.fire("arrived", { trace, play });
  }

  show(node, trace) {
    this.node = node;
    const shown = this.model.get("trace");
    const [first, stop] = this.model.get("span");
    const whole = !shown || (first <= 0 && stop >= shown.seconds);
    this.model.set("request", trace.request);
    this.model.set("chunk", trace.chunk.index);
    this.model.set("selection", trace.fitting(this.model.get("selection")));
    this.model.set("other", this.against(node));
    if (whole || shown.chunk.text !== trace.chunk.text) this.model.set("span", [0, trace.seconds]);
    else this.model.set("span", inside([first, stop], [Math.min(0, trace.beginning), trace.seconds]));
    this.model.set("trace", trace);
    this.model.set("showing", "B");
    this.model.fire("change:history");
  }

  // What is on its way is undone by giving it up.
  undo() {
    if (this.wanted && !this.wanted.node && this.node) return this.cancel();
    return this.walk(this.history.undo());
  }

  redo() {
    return this.walk(this.history.redo());
  }

  goto(node) {
    return this.walk(this.history.goto(node));
  }

  // To a fork that was made before; its trace is asked for again if it is no longer held.
  walk(node) {
    if (!node) return undefined;
    const held = this.history.traceOf(node);
    if (!held) return this.want({ ...node.state, node, label: node.label }, 0);
    this.giveUp();
    this.model.set("failure", null);
    this.model.set("busy", null);
    return this.show(node, held);
  }

  // Hold a trace against whatever comes; null goes back to what each fork was made from.
  pin(trace) {
    this.pinned = trace;
    this.model.set("pinned", trace);
    this.model.set("other", this.against(this.node));
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

// Watch and patch: any part of the network by name, what it gave, and what becomes of the speech without it or with
// what it gave in another trace.
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { Modules } from "./exhibit_modules.js";
import { Pane } from "./exhibit_pane.js";
import { picker } from "./exhibit_picker.js";
import { title } from "./stations.js";

const WHY =
  "Take one part from another trace and leave all others as they are: which part carries the accent, and which the " +
  "voice, is told by what changes.";

// What takes a part's output from another trace; of a part that is called several times, from one call alone.
export function patch(module, call, trace) {
  return { name: "patch", arguments: { module, ...donorOf(trace), ...(call === null ? {} : { call }) } };
}

// What gives an utterance another one's durations: then their frames are equally many, and what runs in frames can be
// taken over.
function rhythm(trace) {
  return { name: "durations_from", arguments: donorOf(trace) };
}

function donorOf({ request, chunk }) {
  return { donor: JSON.stringify(request), part: chunk.index };
}

export function skip(module, call) {
  return { name: "skip_block", arguments: { module, ...(call === null ? {} : { call }) } };
}

function button(text, press) {
  const node = make("button", "kl-button", text);
  node.type = "button";
  node.addEventListener("click", press);
  return node;
}

// What was done here and failed is said here: the page's own line of errors may be out of sight.
class Doing {
  constructor(model) {
    this.model = model;
    this.waiting = false;
    this.error = make("p", "kl-wrong");
    this.error.setAttribute("role", "alert");
  }

  start() {
    this.waiting = true;
    this.error.textContent = "";
  }

  onDone() {
    this.waiting = false;
  }

  onFailure() {
    const failure = this.model.get("failure");
    if (!this.waiting || !failure) return;
    this.error.textContent = failure;
    this.waiting = false;
  }
}

class Watch {
  constructor({ model, el, act, ask }) {
    Object.assign(this, { model, act, ask, module: null, call: 0, count: 1 });
    this.doing = new Doing(model);
    this.head = make("div", "kl-watched");
    this.place = make("div", "");
    this.pane = new Pane({ model, act, ask }, (message) => this.calls(message));
    el.classList.add("kl-watch");
    el.append(make("p", "kl-quiet", "Any part of the network: what it gave for this trace, and the speech without it."));
    el.append(this.place, this.head, this.doing.error, this.pane.node);
  }

  // The modules are asked for once, when the panel is first seen.
  async onPanel() {
    if (!this.visible) return;
    this.onTrace();
    if (this.listed) return;
    this.listed = true;
    this.place.replaceChildren(make("p", "kl-quiet", "Listing the parts…"));
    try {
      const { message } = await this.ask({ kind: "modules" });
      this.place.replaceChildren(new Modules(message.modules, (module) => this.choose(module)).node);
    } catch (error) {
      this.listed = false;
      this.place.replaceChildren(make("p", "kl-wrong", error.message), button("Try again", () => this.onPanel()));
    }
  }

  get visible() {
    return [undefined, "watch"].includes(this.model.get("panel"));
  }

  choose(module) {
    Object.assign(this, { module, call: 0, count: 1 });
    this.doing.error.textContent = "";
    this.onTrace();
  }

  onTrace() {
    const trace = this.model.get("trace");
    if (!this.visible || !trace || !this.module) return;
    this.drawHead();
    const { module, call } = this;
    this.pane.ask({ kind: "watch", request: trace.request, chunk: trace.chunk.index, module: module.name, call });
  }

  drawHead() {
    if (!this.module) return;
    const { name, type, station } = this.module;
    const about = [type, station && `in ${title(station)}`].filter(Boolean).join(", ");
    const actions = make("div", "kl-actions");
    actions.append(...this.actions(this.module));
    this.head.replaceChildren(make("h3", "", name), make("p", "kl-quiet", about), actions, make("p", "kl-note", WHY));
  }

  actions({ name, block }) {
    const other = this.model.get("other");
    const call = this.count > 1 ? this.call : null;
    const which = call === null ? "" : `, call ${call + 1}`;
    const edit = (given, label) => {
      this.doing.start();
      this.act.edit(given, label);
    };
    const skipped = button(`Skip this block${which}`, () => edit(skip(name, call), `without ${name}${which}`));
    const take = button(`Take it from A${which}`, () => edit(patch(name, call, other), `${name}${which} from A`));
    take.disabled = !other;
    take.title = other ? "" : "Pin a trace, or make a change, so that there is an A to take it from";
    const found = block === false ? [take] : [skipped, take]; // only whole blocks have a way around them
    return this.unlike(other) ? [...found, button("Take A's rhythm first", () => edit(rhythm(other), "A's rhythm"))] : found;
  }

  // Whether the same symbols last differently in A, so that what runs in frames does not fit.
  unlike(other) {
    const { tokens } = this.model.get("trace");
    const alike = other?.tokens.length === tokens.length;
    return alike && tokens.some(({ frames }, i) => frames !== other.tokens[i].frames);
  }

  // A part that runs several times, such as PLBERT's one layer, is watched one call at a time.
  calls({ calls }) {
    if (this.count !== calls) {
      this.count = calls;
      this.drawHead();
    }
    if (!(calls > 1)) return [];
    const values = Array.from({ length: calls }, (_, i) => i);
    const labels = values.map((i) => `${i + 1} of ${calls}`);
    const focus = ({ call }) => {
      this.call = call;
      this.onTrace();
    };
    return [picker({ title: "Call", name: "call", label: "Call", values, labels, value: this.call }, { focus }).node];
  }
}

function render(context) {
  const { model } = context;
  const watch = new Watch(context);
  const deaf = listen(model, {
    "change:panel": () => watch.onPanel(),
    "change:trace": () => {
      watch.doing.onDone();
      watch.onTrace();
    },
    "change:other": () => watch.drawHead(),
    "change:failure": () => watch.doing.onFailure(),
  });
  watch.onPanel();
  return () => {
    deaf();
    watch.pane.close();
  };
}

export default { render };

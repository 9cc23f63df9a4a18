// Hosts the page's modules in Gradio: one model for all of them, in the form that anywidget gives in notebooks.
import { make } from "./inspector/dom.js";
import notes from "./notes.js";
import player from "./player.js";
import reading from "./reading.js";
import status from "./status.js";
import wav from "./wav.js";
import weights from "./weights.js";

class Model {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    this.fire(`change:${name}`);
  }
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) || []), listener]);
  }
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) || []).filter((other) => other !== listener));
  }
  fire(event, ...data) {
    for (const listener of this.listeners.get(event) || []) listener(...data);
  }
}

// What the visitor wants, and what the server is doing about it. At most one run is on the server.
class Session {
  constructor(model, { speak, stop }) {
    Object.assign(this, { model, ask: speak, cancel: stop });
    this.runs = 0;
    this.asked = null; // the run that the server has
    this.begun = false; // whether it has answered: before that, Gradio cannot cancel it
    this.cancelled = false;
  }

  speak() {
    this.stop();
    this.runs += 1;
    this.model.set("failure", null);
    this.model.set("run", this.runs);
    this.model.set("state", "waiting");
    if (this.asked === null) this.submit();
  }

  submit() {
    this.asked = this.model.get("run");
    this.begun = this.cancelled = false;
    this.ask({ run: this.asked });
  }

  stop() {
    if (this.model.get("run") === null) return;
    this.model.set("run", null);
    this.model.set("state", "stopped");
    this.release();
  }

  // Have the server stop what nobody is going to hear.
  release() {
    if (this.asked === null || !this.begun || this.cancelled || this.asked === this.model.get("run")) return;
    this.cancelled = true;
    this.cancel();
  }

  // Every message of the server comes through here.
  receive(message) {
    if (message.run === this.asked) this.begun = true;
    this.release();
    if (message.run !== 0 && message.run !== this.model.get("run")) return;
    if (message.kind === "error") this.fail(message.message);
    if (message.kind === "loading" && this.model.get("run") === null) this.model.set("state", "loading");
    if (message.kind === "ready" && this.model.get("state") === "loading") this.model.set("state", "idle");
    if (message.kind === "end") this.answered = message.run;
    this.model.fire("msg:custom", ...unpacked(message));
  }

  // The server is done with what it was asked, one way or another.
  settled() {
    const asked = this.asked;
    this.asked = null;
    if (this.model.get("run") === null) return;
    if (this.model.get("run") !== asked) this.submit();
    else if (this.answered !== asked) this.fail("The server stopped without an answer. Try again.");
  }

  fail(why) {
    this.model.set("run", null);
    this.model.set("state", "failed");
    this.model.set("failure", why);
  }
}

// A message with its samples as bytes, as a notebook would get it.
function unpacked({ samples, ...message }) {
  if (samples === undefined) return [message, []];
  const bytes = Uint8Array.from(atob(samples), (letter) => letter.charCodeAt(0));
  return [{ ...message, bytes: bytes.length }, [new DataView(bytes.buffer)]];
}

// Calls receive once for every message in the ring, in order, however many values the page has missed.
function reader(receive) {
  const next = new Map();
  return (slots) => {
    const fresh = Object.values(slots || {}).filter(({ run, number }) => number >= (next.get(run) || 0));
    for (const message of fresh.sort((a, b) => a.number - b.number)) {
      if (message.number > (next.get(message.run) || 0)) console.error(`messages before ${message.number} were lost`);
      next.set(message.run, message.number + 1);
      receive(message);
    }
  };
}

function keyboard(session) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      session.speak();
    } else if (event.key === "Escape") session.stop();
  });
}

// Gradio opens a long list at its end the first time; show what is chosen instead.
function showChoice({ target }) {
  if (target.getAttribute("role") !== "combobox") return;
  setTimeout(() => document.querySelector(".option-list .selected")?.scrollIntoView({ block: "center" }), 50);
}

export function mount({ element, rate, value, onValue, speak, stop }) {
  const model = new Model({ rate, run: null, state: "loading", heard: 0, first: null, underruns: 0, failure: null });
  const session = new Session(model, { speak, stop });
  const host = (parent, { render }) => {
    const el = make("div", "");
    parent.append(el);
    render({ model, el });
  };
  const bar = make("div", "kl-bar");
  element.append(bar);
  for (const module of [status, wav]) host(bar, module);
  for (const module of [notes, reading, player, weights]) host(element, module);
  model.on("change:state", () => {
    document.getElementById("stop").disabled = !["waiting", "speaking"].includes(model.get("state"));
  });
  keyboard(session);
  document.addEventListener("focusin", showChoice);
  const read = reader((message) => session.receive(message));
  onValue(() => read(value()));
  read(value());
  window.kokoroLab = session; // the buttons' way in
}

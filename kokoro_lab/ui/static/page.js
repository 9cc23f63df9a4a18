// Hosts the page's modules in Gradio: a form on top, below it the places where something comes of it.
import { make } from "./inspector/dom.js";
import { gradioChannel } from "./inspector/gradio.js";
import { mount as inspect } from "./inspector/inspector.js";
import { Model } from "./inspector/model.js";
import { reader } from "./inspector/ring.js";
import { fieldsOf, requestOf, says } from "./form.js";
import notes from "./notes.js";
import places from "./places.js";
import player from "./player.js";
import reading from "./reading.js";
import { Session } from "./session.js";
import status from "./status.js";
import wav from "./wav.js";
import weights from "./weights.js";

// What the buttons of the form do, in the place that is shown.
class Page {
  constructor(model, session, fill) {
    Object.assign(this, { model, session, fill });
    this.fields = null; // what the form said when it was last looked at
    this.listened = null; // what was spoken in the other place since the last look
  }

  // One place is heard at a time.
  speak(fields) {
    this.fields = fields;
    if (this.inspecting) {
      this.session.stop();
      this.inspector.act.speak(requestOf(fields));
    } else {
      this.inspector.act.stop();
      this.listened = requestOf(fields);
      this.session.speak();
    }
  }

  // What was listened to can be looked into.
  onPlace() {
    const { act, model } = this.inspector;
    if (!this.inspecting && model.get("playing")) act.toggle(); // there is nothing here to stop it with
    if (this.inspecting && this.listened) act.look(this.listened);
    this.listened = null;
  }

  stop() {
    this.inspector.act.stop();
    this.session.stop();
  }

  settled() {
    this.session.settled();
  }

  get inspecting() {
    return this.model.get("place") === "inspect";
  }

  // The form follows what is shown: a fork to another voice, an older text, a link.
  follow(request) {
    if (this.fields && says(this.fields, request)) return;
    this.fields = fieldsOf(request);
    this.fill();
  }
}

function keyboard(page) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.getElementById("speak").click();
    } else if (event.key === "Escape" && event.isTrusted && !page.inspecting) page.stop();
  });
}

// What is chosen is ready to be replaced by what one types. Gradio opens a long list at its end the first time; show
// what is chosen instead.
function showChoice({ target }) {
  if (target.getAttribute("role") !== "combobox") return;
  target.select();
  setTimeout(() => document.querySelector(".option-list .selected")?.scrollIntoView({ block: "center" }), 50);
}

function place(element, name) {
  const node = make("div", "kl-place-body");
  node.id = `place-${name}`;
  node.setAttribute("role", "tabpanel");
  element.append(node);
  return node;
}

// Gradio leaves a list open when one goes on with Tab; to Escape it listens.
function closeList({ key, target }) {
  if (key !== "Tab" || target.getAttribute("role") !== "combobox") return;
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}

export function mount({ element, rate, first, request, value, onValue, speak, stop, fill, channel }) {
  const model = new Model({
    rate, place: "inspect", run: null, state: "loading", heard: 0, first: null, underruns: 0, failure: null,
  });
  const session = new Session(model, { speak, stop });
  const page = new Page(model, session, fill);
  const host = (parent, { render }) => {
    const el = make("div", "");
    parent.append(el);
    render({ model, el });
  };
  const tabs = make("div", "");
  element.append(tabs);
  const [inspecting, listening] = [place(element, "inspect"), place(element, "listen")];
  places.render({ model, el: tabs });
  const bar = make("div", "kl-bar");
  listening.append(bar);
  for (const module of [status, wav]) host(bar, module);
  for (const module of [notes, reading, player]) host(listening, module);
  host(element, weights);
  page.inspector = inspect({ root: inspecting, ask: gradioChannel(channel), first, request });
  page.inspector.model.on("change:trace", () => page.follow(page.inspector.model.get("trace").request));
  page.inspector.model.on("change:playing", () => page.inspector.model.get("playing") && session.stop());
  model.on("change:place", () => page.onPlace());
  buttons(page);
  keyboard(page);
  document.addEventListener("focusin", showChoice);
  document.addEventListener("keydown", closeList);
  const read = reader((message) => session.receive(message));
  onValue(() => read(value()));
  read(value());
  window.kokoroLab = page; // the buttons' way in
}

// Stop can be pressed while there is something to stop.
function buttons({ model, inspector }) {
  const button = document.getElementById("stop");
  const show = () => {
    const listening = ["waiting", "speaking"].includes(model.get("state"));
    button.disabled = !(listening || inspector.model.get("busy") || inspector.model.get("playing"));
  };
  model.on("change:state", show);
  for (const name of ["busy", "playing"]) inspector.model.on(`change:${name}`, show);
}

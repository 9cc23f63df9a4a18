// Hosts the page's modules in Gradio: a form on top, below it the places where something comes of it.
import { mount as voices } from "./casting/voices.js";
import { placeOf, requestOf as requestIn } from "./casting/voices_link.js";
import { make } from "./inspector/dom.js";
import { gradioChannel } from "./inspector/gradio.js";
import { mount as inspect } from "./inspector/inspector.js";
import { Model } from "./inspector/model.js";
import { reader } from "./inspector/ring.js";
import { fieldsOf, requestOf, says } from "./form.js";
import cast from "./cast.js";
import { ListenLink } from "./listen_link.js";
import notes from "./notes.js";
import { formulaOf, withBlends } from "./own_blends.js";
import places, { PLACES } from "./places.js";
import player from "./player.js";
import reading from "./reading.js";
import { Session } from "./session.js";
import status from "./status.js";
import wav from "./wav.js";
import weights from "./weights.js";

const SPEAKERS = /\[voice[ \t]*[:\]]/i; // a text of several speakers is for listening: a trace has one voice

// What the buttons of the form do, in the place that is shown.
class Page {
  constructor(model, session, fill) {
    Object.assign(this, { model, session, fill });
    this.fields = null; // what the form said when it was last looked at
    this.listened = null; // what was spoken in the other place since the last look
    this.link = new ListenLink({ said: () => this.said, shown: () => this.place === "listen" });
  }

  get blends() {
    return this.voices.model.get("mine");
  }

  // What the form holds.
  get said() {
    return this.voices.model.get("request");
  }

  // One place is heard at a time.
  speak(fields) {
    this.fields = fields;
    const said = requestOf(fields);
    const request = { ...said, voice: formulaOf(said.voice, this.blends) };
    if (this.place === "inspect" && SPEAKERS.test(request.text)) this.model.set("place", "listen");
    this.hush(this.place);
    if (this.place === "inspect") this.inspector.act.speak(request);
    else if (this.place === "voices") this.voices.speak(request);
    else {
      this.listened = request;
      this.session.speak({ voice: request.voice, cast: withBlends(this.model.get("cast"), this.blends, request.text) });
    }
  }

  // What was listened to can be looked into.
  onPlace() {
    this.hush(this.place);
    const looks = this.place === "inspect" && this.listened && !SPEAKERS.test(this.listened.text);
    if (looks) this.inspector.act.look(this.listened);
    this.listened = null;
    this.addressed();
  }

  // The address is that of the place which is shown.
  addressed() {
    if (this.place === "listen") this.link.later();
    else ({ inspect: this.inspector, voices: this.voices })[this.place].shown();
  }

  // Go where the address says.
  async goto(fragment) {
    const place = placeOf(fragment);
    if (!Object.hasOwn(PLACES, place)) return;
    this.model.set("place", place);
    if (place === "voices") return this.voices.follow(fragment);
    const request = await requestIn(fragment).catch((error) => this.model.set("failure", error.message));
    return request && this.follow(request);
  }

  // Silence in every place but one.
  hush(place) {
    const { act, model } = this.inspector;
    if (place !== "inspect" && model.get("playing")) act.toggle(); // what is being made there may still be of use
    if (place !== "listen") this.session.stop();
    if (place !== "voices") this.voices.stop();
  }

  stop() {
    this.inspector.act.stop();
    this.session.stop();
    this.voices.stop();
  }

  // The form, while it is filled in.
  typed(fields) {
    this.voices.typed(requestOf(fields));
    if (this.place === "listen") this.link.later();
  }

  // A voice that was chosen, in the form.
  use(voice) {
    this.follow({ ...this.said, voice });
  }

  settled() {
    this.session.settled();
  }

  get place() {
    return this.model.get("place");
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
    } else if (event.key === "Escape" && event.isTrusted && page.place === "listen") page.stop();
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

export function mount({ element, rate, first, lookups, clips, request, value, onValue, speak, stop, fill, channel }) {
  const model = new Model({
    rate, place: "inspect", cast: null,
    run: null, state: "loading", heard: 0, first: null, underruns: 0, failure: null,
  });
  const session = new Session(model, { speak, stop });
  const page = new Page(model, session, fill);
  const tabs = make("div", "");
  element.append(tabs);
  const [inspecting, listening, choosing] = Object.keys(PLACES).map((name) => place(element, name));
  places.render({ model, el: tabs });
  const ask = gradioChannel(channel);
  page.inspector = inspect({ root: inspecting, ask, first, request });
  const [use, filled] = [(voice) => page.use(voice), (said) => page.follow(said)];
  page.voices = voices({ root: choosing, ask, address: lookups, clips, request, use, fill: filled });
  listen(listening, { model, voices: page.voices.model });
  host(element, weights, { model });
  connect(page);
  const read = reader((message) => session.receive(message));
  onValue(() => read(value()));
  read(value());
  window.kokoroLab = page; // the buttons' way in
  page.goto(window.location.hash);
}

function host(parent, { render }, parts) {
  const el = make("div", "");
  parent.append(el);
  render({ ...parts, el });
}

// The place where a long text is listened to.
function listen(root, parts) {
  host(root, cast, parts);
  const bar = make("div", "kl-bar");
  root.append(bar);
  for (const module of [status, wav]) host(bar, module, parts);
  for (const module of [notes, reading, player]) host(root, module, parts);
}

// What happens in one part of the page and matters to another.
function connect(page) {
  const { model, inspector, voices: { model: choosing } } = page;
  inspector.model.on("change:trace", () => page.place === "inspect" && page.follow(inspector.model.get("trace").request));
  for (const [name, other] of [["inspect", inspector.model], ["voices", choosing]])
    other.on("change:playing", () => other.get("playing") && page.hush(name));
  model.on("change:place", () => page.onPlace());
  window.addEventListener("hashchange", ({ newURL }) => page.goto(new URL(newURL).hash));
  buttons(page);
  keyboard(page);
  document.addEventListener("focusin", showChoice);
  document.addEventListener("keydown", closeList);
}

// Stop can be pressed while there is something to stop. Gradio may draw it later than this page is there.
function buttons({ model, inspector, voices: { model: choosing } }) {
  const show = () => {
    const listening = ["waiting", "speaking"].includes(model.get("state"));
    const stoppable = listening || inspector.model.get("busy") || inspector.model.get("playing") || choosing.get("making").length > 0 || choosing.get("playing");
    document.getElementById("stop")?.toggleAttribute("disabled", !stoppable);
  };
  model.on("change:state", show);
  for (const name of ["busy", "playing"]) inspector.model.on(`change:${name}`, show);
  for (const name of ["making", "playing"]) choosing.on(`change:${name}`, show);
}

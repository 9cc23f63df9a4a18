// The inspector: stations, ruler, panel and transport around one trace. A page or a notebook mounts it.
import { Address } from "./address.js";
import { Ahead } from "./ahead.js";
import { Controller } from "./controller.js";
import { Deck } from "./deck.js";
import { make } from "./dom.js";
import { History } from "./history.js";
import losses from "./losses.js";
import { Model } from "./model.js";
import panels from "./panels.js";
import ruler from "./ruler.js";
import sentence from "./sentence.js";
import stations from "./stations.js";
import { withStored } from "./stored.js";
import transport from "./transport.js";

const OPEN = "durations"; // the station that tells why a vowel is long

const EMPTY = {
  trace: null, other: null, pinned: null, showing: "B", request: null, chunk: 0,
  span: [0, 1], hover: null, locked: false, selection: null,
  playhead: null, playing: false, loop: false, half: false, stage: null,
  station: OPEN, focus: {}, panel: "station", tiers: [], sounds: [], edits: [], voices: [],
  busy: null, failure: null, notice: null, identity: null,
};

// What views may do; they never talk to the server but through `ask`.
function acts(model, controller, deck) {
  return {
    speak: (request) => controller.speak(request),
    look: (request) => controller.open(request),
    follow: (link) => controller.follow(link),
    change: (change) => controller.change(change),
    edit: (edit, label, options) => controller.edit(edit, label, options),
    request: (change, label) => controller.request(change, label),
    rewrite: (span, markup) => controller.rewrite(span, markup),
    chunk: (index) => controller.chunk(index),
    undo: () => controller.undo(),
    redo: () => controller.redo(),
    goto: (node) => controller.goto(node),
    pin: (trace) => controller.pin(trace),
    cancel: () => controller.cancel(),
    select: (tokens) => model.set("selection", tokens),
    hover: (seconds) => model.set("hover", seconds),
    lock: (locked) => model.set("locked", locked),
    zoom: (span) => model.set("span", span),
    focus: (focus) => model.set("focus", { ...model.get("focus"), ...focus }),
    show: (which) => model.set("showing", which),
    stage: (name) => model.set("stage", name),
    panel: (name) => model.set("panel", name),
    open: (station) => {
      model.set("station", station);
      model.set("panel", "station");
    },
    play: (range) => deck.play(range),
    toggle: () => {
      controller.hold();
      deck.toggle();
    },
    stop: () => {
      controller.hold();
      deck.stop();
      controller.cancel();
    },
  };
}

function alert({ model, el }) {
  el.classList.add("kl-alert");
  el.setAttribute("role", "alert");
  const show = () => (el.textContent = model.get("failure") || model.get("notice") || "");
  for (const name of ["failure", "notice"]) model.on(`change:${name}`, show);
}

// Show the inspector in an element.
//   ask      speaks to the server: ask(message, {signal, onProgress}) → Promise<{message, buffers}>
//   request  what to show first, unless the link in the address bar says something else
//   chunk    which of its chunks
//   first    address of stored answers, so that this is there before the server is ready; null for none
//   address  whether the link in the address bar is the inspector's
export function mount({ root, ask: server, request = null, chunk = 0, first = null, address = true }) {
  const ahead = new Ahead(first ? withStored(server, first) : server);
  const { ask } = ahead;
  const history = new History();
  const model = new Model({ ...EMPTY, history });
  const controller = new Controller(model, ask, history);
  const deck = new Deck(model, ask);
  const act = acts(model, controller, deck);
  const bar = address ? new Address(model, act, () => root.checkVisibility()) : null;
  if (bar) act.link = () => bar.link();

  const closers = views(root, { model, act, ask });
  playOn({ model, controller, deck, ahead });
  begin({ model, controller, ask, request, chunk, bar });
  return {
    act,
    model,
    // It has come into sight again.
    shown: () => bar?.later(),
    close() {
      ahead.giveUp();
      controller.giveUp();
      bar?.close();
      deck.close();
      for (const close of closers) close?.();
    },
  };
}

// The views in their places; gives what ends them.
function views(root, parts) {
  root.classList.add("kl-inspector");
  const place = (parent, className, { render }) => {
    const el = make("div", className);
    parent.append(el);
    return render({ ...parts, el });
  };
  const grid = make("div", "kl-parts");
  root.append(grid);
  const closers = [place(grid, "kl-place-stations", stations)];
  const middle = make("div", "kl-place-ruler");
  grid.append(middle);
  for (const view of [sentence, losses, ruler]) closers.push(place(middle, "", view));
  closers.push(place(grid, "kl-place-panel", panels));
  const below = make("div", "kl-place-transport"); // in sight wherever one is, and so are errors
  grid.append(below);
  for (const view of [{ render: alert }, transport]) closers.push(place(below, "", view));
  return closers;
}

// What has come is heard, and then what follows it.
function playOn({ model, controller, deck, ahead }) {
  model.on("arrived", ({ trace, play }) => {
    if (play && !model.get("playing")) deck.play({ from: 0 });
    if (controller.next === null) ahead.giveUp();
    else ahead.make(trace.request, controller.next);
  });
  model.on("ended", () => {
    if (controller.next === null || model.get("playhead") < deck.heard.seconds) return;
    controller.chunk(controller.next, { play: true });
  });
}

// What is shown first: what the link says, else what the host wants.
async function begin({ model, controller, ask, request, chunk, bar }) {
  const known = ask({ kind: "edits" }).then(({ message }) => {
    model.set("voices", message.voices);
    model.set("edits", message.edits);
  });
  known.catch((error) => model.set("failure", error.message));
  if ((await bar?.follow()) || !request) return;
  const wrong = model.get("failure"); // with the link: it is told beside what is shown instead
  await controller.open(request, { chunk, label: "spoken" });
  if (wrong) model.set("failure", wrong);
}

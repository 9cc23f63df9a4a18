// The place Voices: gallery, audition, mixer, map and curve around one list of voices. The page mounts it.
import { make } from "../inspector/dom.js";
import { Model } from "../inspector/model.js";
import { keep, kept } from "./kept.js";
import { lookups } from "./lookup.js";
import { Mix } from "./mix.js";
import { cardOf } from "./names.js";
import { Stage } from "./stage.js";
import { Takes, keyOf } from "./takes.js";
import tabs from "./tabs.js";
import tray from "./tray.js";
import { linkOf, read } from "./voices_link.js";

export const VIEWS = { gallery: "Gallery", audition: "Audition", mixer: "Mixer", map: "Map", curve: "Curve" };
const CALM = 250; // milliseconds without a change before the address follows
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/; // as a formula takes it

const EMPTY = {
  view: "gallery", cards: [], galleryText: {}, mine: [], chosen: [], favourites: new Set(), blind: false,
  mix: "af_heart", facts: null, mixFailure: null, symbols: null,
  request: null, takes: new Map(), making: [], progress: null,
  heard: null, playing: false, playhead: null, silent: false, failure: null,
};

// What views may do.
function acts({ model, mix, takes, stage, use }) {
  const act = {
    view: (name) => model.set("view", name),
    hush: () => stage.hush(),
    toggle: () => stage.toggle(),
    mix: (formula) => mix.set(formula),
    row: (symbols) => mix.row(symbols),
    cancel: () => takes.cancel(),
    use: (formula) => use(formula),
    hear: (name) => {
      const card = cardOf(model, name);
      return card?.clip ? stage.hearClip(name) : act.speak([card?.formula ?? name], { play: true });
    },
    choose(formula, on = !model.get("chosen").includes(formula)) {
      const others = model.get("chosen").filter((other) => other !== formula);
      act.chooseAll(on ? [...others, formula] : others);
    },
    chooseAll(formulas) {
      model.set("chosen", formulas);
      keep("chosen", formulas);
    },
    favourite(name) {
      const favourites = new Set(model.get("favourites"));
      if (!favourites.delete(name)) favourites.add(name);
      model.set("favourites", favourites);
      keep("favourites", [...favourites]);
    },
    // With `play`, the first is heard as soon as it is there.
    speak(formulas, { play = false, symbols = act.usedRow() } = {}) {
      let waiting = play;
      const arrived = (take) => {
        if (waiting) stage.hearTake(take, { from: 0 });
        waiting = false;
      };
      return takes.make(formulas, { symbols, arrived });
    },
    hearTake(formula, { symbols = act.usedRow() } = {}) {
      const take = model.get("takes").get(keyOf(formula, symbols));
      return take ? stage.hearTake(take) : act.speak([formula], { play: true, symbols });
    },
    seek: (seconds) => stage.seek(seconds),
    // The quickest way to hear something of it.
    sample: (formula) => (model.get("takes").has(formula) ? act.hearTake(formula) : act.hear(formula)),
    // Only the curve speaks with another row than the text's own.
    usedRow: () => (model.get("view") === "curve" ? model.get("symbols") : null),
    save(name, formula) {
      if (!NAME.test(name)) throw new Error("A name is made of letters, digits, _ and -, and does not begin with a digit.");
      if (model.get("cards").some((card) => card.name === name && !card.mine)) throw new Error(`${name} is a voice already; choose another name.`);
      const { language = "en-us", language_name = "" } = model.get("facts") ?? {};
      const others = model.get("mine").filter((card) => card.name !== name);
      return mine(model, [...others, { name, formula, language, language_name }]);
    },
    forget: (name) => mine(model, model.get("mine").filter((card) => card.name !== name)),
    async link() {
      const fragment = await linkOf({ request: model.get("request"), mix: model.get("mix"), view: model.get("view"), chosen: model.get("chosen") });
      return Object.assign(new URL(window.location.href), { hash: fragment }).href;
    },
    download(name, type, data) {
      const link = make("a", "");
      link.href = URL.createObjectURL(new Blob([data], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may still be asking where to put it
    },
  };
  return act;
}

// The blends of this browser; false when they last only as long as the page.
function mine(model, list) {
  model.set("mine", list);
  const card = ({ name, formula, language, language_name }) => ({
    name, formula, language, language_name, display: name, mine: true, saved: true,
    gender: null, grade: null, clip: null, seconds: null, pitch: null, spread: null, pace: null,
  });
  model.set("cards", [...model.get("cards").filter((other) => !other.mine), ...list.map(card)]);
  return keep("mine", list);
}

// Show the place in an element.
//   ask      speaks to the server: ask(message, {signal, onProgress}) → Promise<{message, buffers}>
//   address  of the lookups
//   clips    address of the stored clips
//   request  what the form says
//   use      writes a formula into the form
//   fill     writes a request into the form
export function mount({ root, ask, address, clips, request, use, fill }) {
  const model = new Model({ ...EMPTY, request });
  const lookup = lookups(address);
  const fetchClip = async (name) => {
    const answer = await fetch(clips + cardOf(model, name).clip);
    if (!answer.ok) throw new Error(`The clip of ${name} did not come. Try again.`);
    return answer.arrayBuffer();
  };
  const [mix, takes, stage] = [new Mix(model, lookup), new Takes(model, ask), new Stage({ model, fetchClip })];
  const act = acts({ model, mix, takes, stage, use });
  const parts = { model, act, lookup, ask };
  views(root, parts);
  const follow = (fragment) => followed(fragment, { model, act, fill }).catch((error) => model.set("failure", error.message));
  begin({ model, act, lookup });
  const shown = addressed({ model, act, root });
  return {
    follow,
    shown,
    act,
    model,
    // What the form says, while it is typed.
    typed: (said) => takes.request(said),
    // Speak was pressed in the form: what the view is about is spoken.
    speak(said) {
      takes.request(said);
      const [view, chosen] = [model.get("view"), model.get("chosen")];
      if (["gallery", "audition"].includes(view)) {
        if (chosen.length) model.set("view", "audition");
        return act.speak(chosen.length ? chosen : [said.voice], { play: true });
      }
      return act.speak([model.get("mix")], { play: true });
    },
    stop() {
      takes.cancel();
      stage.hush();
    },
  };
}

// The views in their places; each is fetched when it is first shown.
function views(root, parts) {
  const { model } = parts;
  root.classList.add("kl-voices");
  const place = (className) => {
    const el = make("div", className);
    root.append(el);
    return el;
  };
  tabs.render({ ...parts, el: place(""), views: VIEWS });
  const alert = place("kl-alert");
  alert.setAttribute("role", "alert");
  model.on("change:failure", () => (alert.textContent = model.get("failure") ?? ""));
  const bodies = Object.keys(VIEWS).map((name) => {
    const el = place("kl-view");
    el.id = `voices-${name}`;
    el.setAttribute("role", "tabpanel");
    return [name, el];
  });
  tray.render({ ...parts, el: place("") });
  const shown = new Set();

  async function onView() {
    const view = model.get("view");
    for (const [name, el] of bodies) el.hidden = name !== view;
    if (shown.has(view)) return;
    shown.add(view);
    const module = await import(`./${view}.js`);
    module.default.render({ ...parts, el: bodies.find(([name]) => name === view)[1] });
  }

  model.on("change:view", onView);
  onView();
}

// What the browser has kept, and what the server knows of the voices.
async function begin({ model, act, lookup }) {
  model.set("favourites", new Set(kept("favourites", [])));
  model.set("chosen", kept("chosen", []));
  act.mix(model.get("request")?.voice ?? EMPTY.mix);
  try {
    const { message } = await lookup({ kind: "gallery" });
    model.set("galleryText", message.text_of);
    model.set("cards", message.voices);
    mine(model, kept("mine", []));
  } catch (error) {
    model.set("failure", error.message);
  }
}

// Show what a link says.
async function followed(fragment, { model, act, fill }) {
  const { request, mix, view, chosen } = await read(fragment);
  if (Object.hasOwn(VIEWS, view)) model.set("view", view);
  if (chosen.length) model.set("chosen", chosen); // shown, not kept: they are somebody else's
  act.mix(mix);
  if (request) fill(request);
}

// The address follows what is shown, while it is in sight; gives what to call when it has come into sight.
function addressed({ model, act, root }) {
  let timer = 0;
  const write = async () => {
    const link = await act.link();
    if (root.checkVisibility()) window.history.replaceState(window.history.state, "", link);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, CALM);
  };
  for (const name of ["view", "mix", "chosen", "request"]) model.on(`change:${name}`, later);
  return later;
}

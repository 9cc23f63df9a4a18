// The shelf: what a visitor may try on the utterance, and what is being tried.
import { addEdit, changeRequest, describe, removeEdit, replaceEdit } from "./changes.js";
import { placed } from "./describe.js";
import { make } from "./dom.js";
import { control, offer } from "./shelf_controls.js";

const BY_HAND = new Set(["set_durations", "set_pitch", "set_energy"]); // done on the ruler
const TITLES = {
  durations: "Durations", f0: "Pitch (F0)", energy: "Energy", noise: "Noise", amplitudes: "Harmonics", phase: "Phase",
  timbre: "Timbre", prosody: "Prosody", row: "Style", hidden: "PLBERT", network: "Network",
};
const SPEED = { low: 0.5, high: 2, step: 0.05 };

function render({ model, el, act, ask }) {
  el.classList.add("kl-shelf");
  const chips = make("section", "kl-chips");
  const base = make("form", "kl-base");
  const list = make("div", "kl-what-ifs");
  const error = make("p", "kl-shelf-error");
  error.setAttribute("role", "alert");
  el.append(chips, base, error, list);
  const context = { model, voices: async () => model.get("voices") ?? [], modules: once(() => modules(ask)) };
  const places = []; // "on “moon”", wherever it is said

  function onEdits() {
    places.length = 0;
    const usable = model.get("edits").filter(({ name }) => !BY_HAND.has(name));
    const groups = Map.groupBy(usable, ({ target }) => target);
    const ordered = [...groups].sort(([a], [b]) => rank(a) - rank(b));
    list.replaceChildren(...ordered.map(([target, rules]) => group(target, rules)));
    onSelection();
  }

  // Stations stand in the order in which values are made; what is given comes first, the network last.
  function rank(target) {
    const stations = model.get("trace")?.stations ?? [];
    const at = stations.findIndex(({ name, writes }) => writes.includes(target) || name === target);
    return at < 0 && target === "network" ? Infinity : at;
  }

  function group(target, rules) {
    const section = make("section", "kl-group");
    section.append(make("h3", "", TITLES[target] ?? target), ...rules.map(whatIf));
    return section;
  }

  function whatIf(rule) {
    const form = make("form", "kl-what-if");
    const [what, listen] = sentences(rule.explanation);
    const head = make("div", "kl-what-head");
    const go = make("button", "kl-try", "Try");
    const name = rule.name.replaceAll("_", " ");
    go.ariaLabel = `Try: ${name}`;
    head.append(make("h4", "", name));
    const controls = rule.arguments.filter((argument) => argument.name !== "tokens").map((argument) => [argument.name, control(argument, context)]);
    if (controls.length < rule.arguments.length) {
      const place = make("span", "kl-on");
      places.push(place);
      head.append(place);
    }
    head.append(go);
    form.append(head, make("p", "kl-what-text", what), make("p", "kl-listen", listen), ...controls.map(([, { el: node }]) => node));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(() => tryOut(rule, controls));
    });
    return form;
  }

  // The same what-if at the same place is changed; otherwise one is added.
  function tryOut(rule, controls) {
    const [request, trace] = [model.get("request"), model.get("trace")];
    const values = controls.map(([name, { get }]) => [name, get()]).filter(([, value]) => value !== undefined);
    const missing = rule.arguments.find(({ name, required }) => required && !values.some(([key]) => key === name));
    if (missing) throw new Error(`${rule.name.replaceAll("_", " ")} needs ${missing.name}`);
    const takesTokens = rule.arguments.some(({ name }) => name === "tokens");
    const tokens = takesTokens ? model.get("selection") : null;
    const edit = { name: rule.name, arguments: { ...Object.fromEntries(values), ...(tokens && { tokens }) } };
    const place = String(tokens);
    const i = request.edits.findLastIndex((other) => other.name === edit.name && String(other.arguments.tokens ?? null) === place);
    const sums = values.some(([name]) => name === "factor" || name === "semitones");
    act.change(sums && i >= 0 ? replaceEdit(request, i, edit, trace) : addEdit(request, edit, trace));
  }

  function attempt(work) {
    error.textContent = "";
    try {
      if (model.get("trace")) work();
    } catch (reason) {
      error.textContent = reason.message;
      error.scrollIntoView({ block: "nearest" });
    }
  }

  function onSelection() {
    const [trace, selection] = [model.get("trace"), model.get("selection")];
    const text = trace && selection ? `on ${placed(selection, trace)}` : "on the whole utterance";
    for (const place of places) place.textContent = text;
  }

  function onRequest() {
    const [request, trace] = [model.get("request"), model.get("trace")];
    const items = request && trace ? request.edits.map((edit, i) => chip(edit, i, trace)) : [];
    const ol = make("ol", "kl-chip-list");
    ol.append(...items);
    chips.replaceChildren(make("h3", "", "Changed"), items.length ? ol : make("p", "kl-none", "Nothing yet: this is what the model said. Try something below, or drag an edge and draw on the ruler."));
    if (request && !base.contains(document.activeElement)) fillBase(request);
  }

  function chip(edit, i, trace) {
    const here = edit.chunk === null || edit.chunk === trace.chunk.index;
    const text = here ? describe(edit, trace) : `${edit.name.replaceAll("_", " ")}, chunk ${edit.chunk + 1}`;
    const item = make("li", "kl-chip", text);
    const off = make("button", "kl-off", "×");
    off.type = "button";
    off.ariaLabel = off.title = `Remove: ${text}`;
    off.addEventListener("click", () => attempt(() => act.change(removeEdit(model.get("request"), i, model.get("trace")))));
    item.append(off);
    return item;
  }

  const voice = Object.assign(make("input", "kl-field"), { type: "text", spellcheck: false, ariaLabel: "Voice or formula" });
  const speed = Object.assign(make("input", "kl-range"), { type: "range", min: SPEED.low, max: SPEED.high, step: SPEED.step, ariaLabel: "Speed" });
  const figure = make("output", "kl-unit");
  base.append(labelled("voice", voice), labelled("speed", speed, figure));
  offer(voice, context.voices);
  voice.addEventListener("change", () => attempt(() => again({ voice: voice.value.trim() }, `voice ${voice.value.trim()}`)));
  speed.addEventListener("input", () => (figure.textContent = `×${speed.value}`));
  speed.addEventListener("change", () => attempt(() => again({ speed: Number(speed.value) }, `speed ${speed.value}`)));
  base.addEventListener("submit", (event) => event.preventDefault());

  function again(change, label) {
    const [request, trace] = [model.get("request"), model.get("trace")];
    if (Object.entries(change).every(([name, value]) => request[name] === value)) return;
    act.request(changeRequest(request, change, trace), label);
  }

  function fillBase(request) {
    voice.value = request.voice;
    speed.value = request.speed;
    figure.textContent = `×${request.speed}`;
  }

  const events = { "change:edits": onEdits, "change:selection": onSelection, "change:request": onRequest, "change:trace": onTrace };
  let plan = ""; // the stations that the groups were ordered by
  function onTrace() {
    onRequest();
    onSelection();
    const stations = (model.get("trace")?.stations ?? []).map(({ name }) => name).join();
    if (stations === plan) return;
    plan = stations;
    onEdits();
  }
  for (const [event, listener] of Object.entries(events)) model.on(event, listener);
  onEdits();
  onTrace();
  return () => Object.entries(events).forEach(([event, listener]) => model.off(event, listener));
}

function labelled(name, ...nodes) {
  const label = make("label", "kl-control");
  label.append(make("span", "kl-unit", name), ...nodes);
  return label;
}

// What an edit does, and what to listen for.
function sentences(explanation) {
  const text = explanation.replace(/\s+/g, " ").trim();
  const at = text.indexOf("Listen for");
  return at < 0 ? [text, ""] : [text.slice(0, at).trim(), text.slice(at)];
}

async function modules(ask) {
  const { message } = await ask({ kind: "modules" });
  return message.modules.map(({ name }) => name);
}

function once(work) {
  let made = null;
  return () => (made ??= work());
}

export default { render };

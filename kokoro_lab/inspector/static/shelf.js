// The shelf: what a visitor may try on the utterance, and what is being tried.
import { addEdit, describe, removeEdit, replaceEdit } from "./changes.js";
import { placed } from "./describe.js";
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { same } from "./frames.js";
import { control } from "./shelf_controls.js";
import { speaker } from "./shelf_speaker.js";

const BY_HAND = new Set(["set_durations", "set_pitch", "set_energy"]); // done on the ruler
const TITLES = {
  durations: "Durations", f0: "Pitch (F0)", energy: "Energy", noise: "Noise", amplitudes: "Harmonics", phase: "Phase",
  timbre: "Timbre", prosody: "Prosody", row: "Style", hidden: "PLBERT", network: "Network",
};

function render({ model, el, act, ask }) {
  el.classList.add("kl-shelf");
  const chips = make("section", "kl-chips");
  const base = make("form", "kl-base");
  const quick = make("section", "kl-quick");
  const list = make("div", "kl-what-ifs");
  const error = make("p", "kl-shelf-error");
  error.setAttribute("role", "alert");
  el.append(chips, base, quick, error, list);
  const context = { model, voices: async () => model.get("voices") ?? [], modules: once(() => modules(ask)) };
  const places = []; // "on “moon”", wherever it is said
  const closeBase = speaker({ model, el: base, act, attempt, voices: context.voices });

  function onEdits() {
    places.length = 0;
    const usable = model.get("edits").filter(({ name }) => !BY_HAND.has(name));
    const groups = Map.groupBy(usable, ({ target }) => target);
    const ordered = [...groups].sort(([a], [b]) => rank(a) - rank(b));
    list.replaceChildren(...ordered.map(([target, rules]) => group(target, rules)));
    quick.replaceChildren(...atOnce(usable.filter((rule) => rule.arguments.every(({ required }) => !required))));
    onSelection();
  }

  // Where a value is made among the stations, or first read; what acts on no value comes last.
  function rank(target) {
    const stations = model.get("trace")?.stations ?? [];
    const made = stations.findIndex(({ name, writes }) => writes.includes(target) || name === target);
    const read = stations.findIndex(({ reads }) => reads.includes(target));
    return [made, read, Infinity].find((at) => at >= 0);
  }

  // One button for each what-if that needs nothing to be filled in.
  function atOnce(rules) {
    const place = make("span", "kl-on");
    const whole = make("button", "kl-whole", "whole utterance instead");
    const row = make("div", "kl-quick-row");
    places.push(place);
    whole.type = "button";
    whole.addEventListener("click", () => act.select(null));
    const head = make("div", "kl-what-head");
    head.append(make("h3", "", "At once"), place, whole);
    row.append(...rules.map((rule) => {
      const button = make("button", "kl-button", rule.name.replaceAll("_", " "));
      button.type = "button";
      button.title = sentences(rule.explanation).at(-1);
      button.addEventListener("click", () => attempt(() => tryOut(rule, [])));
      return button;
    }));
    return [head, row];
  }

  function group(target, rules) {
    const section = make("section", "kl-group");
    section.append(make("h3", "", TITLES[target] ?? target), ...rules.map(whatIf));
    return section;
  }

  function whatIf(rule) {
    const form = make("form", "kl-what-if");
    const [what, more, heard] = sentences(rule.explanation);
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
    form.append(head, make("p", "kl-what-text", what), make("p", "kl-listen", heard));
    if (more) form.append(folded(more));
    form.append(...controls.map(([, { el: node }]) => node));
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
    const change = sums && i >= 0 ? replaceEdit(request, i, edit, trace) : addEdit(request, edit, trace);
    if (same(change.edits, request.edits)) act.play({ from: 0 }); // it is being tried already
    else act.change(change);
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
    const whole = quick.querySelector(".kl-whole");
    if (whole) whole.hidden = !selection;
  }

  function onRequest() {
    const [request, trace] = [model.get("request"), model.get("trace")];
    const items = request && trace ? request.edits.map((edit, i) => chip(edit, i, trace)) : [];
    const ol = make("ol", "kl-chip-list");
    ol.append(...items);
    chips.replaceChildren(make("h3", "", "Changed"), items.length ? ol : make("p", "kl-none", "Nothing yet: this is what the model said. Try something below, or drag an edge and draw on the ruler."));
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
  const deaf = listen(model, events);
  onEdits();
  onTrace();
  return () => {
    deaf();
    closeBase();
  };
}

// What an edit does, the details if there are any, and what to listen for.
function sentences(explanation) {
  const parts = explanation.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, " ").replaceAll("`", "").trim());
  const listen = parts.findIndex((part) => part.startsWith("Listen for"));
  const rest = parts.filter((_, i) => i > 0 && i !== listen);
  return [parts[0], rest.join(" "), parts[listen] ?? ""];
}

function folded(text) {
  const details = make("details", "kl-details");
  details.append(make("summary", "", "Details"), make("p", "kl-listen", text));
  return details;
}

async function modules(ask) {
  const { message } = await ask({ kind: "modules" });
  return message.modules.map(({ name }) => name);
}

// Asked for once; again only if it failed.
function once(work) {
  let made = null;
  return async () => {
    try {
      return await (made ??= work());
    } catch (error) {
      made = null;
      throw error;
    }
  };
}

export default { render };

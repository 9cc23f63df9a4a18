// The bar below: what is heard and how, the forks, and what is being done.
import { make } from "./dom.js";
import { render as forks } from "./forks.js";
import { listen, sheet } from "./keys.js";

const TICK = 100; // milliseconds between two readings of the clock while one waits

function render({ model, el, act }) {
  el.classList.add("kl-transport");
  const keys = sheet();
  const play = button("kl-play", "Play", "Space", () => act.toggle());
  const loop = button("", "Loop", "L", () => model.set("loop", !model.get("loop")));
  const half = button("", "½×", "H", () => model.set("half", !model.get("half")));
  const sides = ["A", "B"].map((name) => button("kl-side", name, name, () => act.show(name)));
  const both = make("div", "kl-sides");
  both.setAttribute("role", "group");
  both.setAttribute("aria-label", "Which is heard and drawn in front");
  both.append(...sides);
  const stage = make("select", "kl-stage");
  stage.ariaLabel = "What is heard";
  stage.addEventListener("change", () => act.stage(stage.value || null));
  const time = make("span", "kl-time");
  const undo = button("kl-step", "↶", "Ctrl+Z", () => act.undo(), "Undo");
  const redo = button("kl-step", "↷", "Ctrl+Shift+Z", () => act.redo(), "Redo");
  const pin = button("kl-pin", "Hold as A", "P", togglePin);
  const help = button("kl-help", "?", "?", keys.toggle, "Keys");
  const tree = make("div", "");
  const state = make("div", "kl-doing");
  const said = make("span", "kl-said");
  said.setAttribute("role", "status");
  const clock = make("span", "kl-clock");
  const cancel = button("kl-cancel", "Cancel", "Esc", () => act.cancel());
  state.append(said, clock, cancel);
  const walk = make("div", "kl-walk");
  walk.append(undo, redo, tree);
  const row = make("div", "kl-controls");
  row.append(play, time, loop, half, both, stage, make("span", "kl-gap"), walk, pin, help);
  el.append(row, state, keys.dialog);
  const closeTree = forks({ model, el: tree, act });
  let ticking = 0;

  function togglePin() {
    act.pin(model.get("pinned") ? null : model.get("trace"));
  }

  function onPlaying() {
    const playing = model.get("playing");
    play.firstChild.textContent = playing ? "❚❚" : "▶";
    play.ariaLabel = playing ? "Pause" : "Play";
  }

  function onToggles() {
    pressed(loop, model.get("loop"));
    pressed(half, model.get("half"));
    pressed(pin, Boolean(model.get("pinned")));
    for (const [side, name] of [[sides[0], "A"], [sides[1], "B"]]) pressed(side, model.get("showing") === name);
    sides[0].disabled = !model.get("other");
    sides[0].title = model.get("other") ? `A: ${named("other")} (key A)` : "A: nothing is held against this yet";
    sides[1].title = `B: ${named("trace")} (key B)`;
    stage.value = model.get("stage") ?? "";
    stage.title = model.get("trace")?.sounds?.find(({ name }) => name === model.get("stage"))?.listen ?? "The utterance itself";
  }

  function named(key) {
    const { traces } = model.get("history");
    const node = [...traces].find(([, trace]) => trace === model.get(key))?.[0];
    return node?.label ?? (key === "other" ? "held" : "what is shown");
  }

  function onTrace() {
    const sounds = model.get("trace")?.sounds ?? [];
    const options = [["", "Speech"], ...sounds.map(({ name, title }) => [name, title])];
    stage.replaceChildren(...options.map(([value, text]) => Object.assign(make("option", "", text), { value })));
    for (const option of stage.options) option.disabled = option.value === "difference" && !model.get("other");
    if (!model.get("other") && model.get("stage") === "difference") act.stage(null);
    undo.disabled = !model.get("history").canUndo;
    redo.disabled = !model.get("history").canRedo;
    for (const node of [play, pin]) node.disabled = !model.get("trace");
    onToggles();
    onBusy();
    onPlayhead();
  }

  function onPlayhead() {
    const side = (model.get("showing") === "A" && model.get("other")) || model.get("trace");
    time.textContent = side ? `${(model.get("playhead") ?? 0).toFixed(2)} / ${side.seconds.toFixed(2)} s` : "";
  }

  function onBusy() {
    const busy = model.get("busy");
    state.classList.toggle("kl-busy", Boolean(busy));
    cancel.hidden = clock.hidden = !busy;
    clearInterval(ticking);
    said.textContent = busy ? `${busy.what} …` : ranAgain(model.get("trace"));
    if (!busy) return;
    ticking = setInterval(tick, TICK);
    tick();
  }

  function tick() {
    const { since, ahead } = model.get("busy");
    const waited = Math.max(0, performance.now() - since) / 1000;
    clock.textContent = `${waited.toFixed(1)} s${ahead ? `, ${ahead} ahead` : ""}`;
  }

  const toggleSide = () => act.show(model.get("showing") === "A" || !model.get("other") ? "B" : "A");
  const stopKeys = listen(el.closest(".kl-inspector") ?? el, {
    Space: () => act.toggle(), L: () => loop.click(), H: () => half.click(), P: () => pin.click(),
    A: () => sides[0].click(), B: () => sides[1].click(), "`": toggleSide,
    "Ctrl+Z": () => act.undo(), "Ctrl+Shift+Z": () => act.redo(), "Ctrl+Y": () => act.redo(),
    Escape: () => act.stop(), "?": keys.toggle,
  });
  const events = {
    playing: onPlaying, loop: onToggles, half: onToggles, showing: onToggles, pinned: onToggles, stage: onToggles,
    other: onTrace, trace: onTrace, history: onTrace, playhead: onPlayhead, busy: onBusy,
  };
  for (const [name, listener] of Object.entries(events)) model.on(`change:${name}`, listener);
  onPlaying();
  onTrace();
  return () => {
    for (const [name, listener] of Object.entries(events)) model.off(`change:${name}`, listener);
    clearInterval(ticking);
    stopKeys();
    closeTree();
  };
}

// A button that says its key.
function button(className, text, key, onClick, name = text) {
  const node = make("button", `kl-button ${className}`);
  node.type = "button";
  node.append(make("span", "", text));
  node.ariaLabel = name;
  node.title = `${name} (${key})`;
  node.setAttribute("aria-keyshortcuts", key.replace("Ctrl", "Control"));
  if (/^\w+$/.test(key) && key !== text) node.append(make("kbd", "", key));
  node.addEventListener("click", onClick);
  return node;
}

function pressed(node, on) {
  node.setAttribute("aria-pressed", on);
}

// What was computed for this fork, and what was not.
export function ranAgain(trace) {
  if (!trace) return "";
  const cost = trace.milliseconds < 1000 ? `${Math.round(trace.milliseconds)} ms` : `${(trace.milliseconds / 1000).toFixed(1)} s`;
  if (!trace.base) return `All steps ran: ${cost} for ${trace.seconds.toFixed(1)} s of sound`;
  if (!trace.reran.length) return "Nothing had to run again: the change changes nothing";
  return `Ran again: ${trace.reran.join(", ")}, ${cost}; the rest was reused`;
}

export default { render };

// One line of numbers, all of them measured.
import { make } from "./inspector/dom.js";

const STATES = {
  loading: "Loading the model",
  idle: "Ready: Speak says a text of any length, whole",
  waiting: "Working",
  speaking: "Speaking",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Error",
};
const FIGURES = {
  first: ["first sound", "Time from pressing Speak to the first sound, with the waiting and the delay of the sound card"],
  rtf: ["real-time factor", "Time to make the sound, divided by how long it lasts; below 1 it is made faster than it is heard"],
  heard: ["heard", "How much has been played, of what is ready so far (+ while more is being made)"],
  chunks: ["chunks ready", "A chunk is what is spoken in one piece; how many have been made, of those planned so far (+ while more are being planned)"],
  underruns: ["gaps", "How often the sound had to pause because the next chunk was not ready"],
};

function place({ ahead, finishing }) {
  if (ahead) return `Waiting: ${ahead} before you`;
  return finishing ? "Finishing the previous one" : STATES.waiting;
}

function render({ model, el }) {
  el.classList.add("kl-status");
  const state = make("p", "kl-state");
  state.setAttribute("role", "status");
  const figures = make("dl", "kl-figures");
  const shown = {};
  for (const [name, [label, meaning]] of Object.entries(FIGURES)) {
    const pair = make("div", "kl-figure");
    pair.title = meaning;
    pair.hidden = true;
    shown[name] = make("dd", "");
    pair.append(make("dt", "", label), shown[name]);
    figures.append(pair);
  }
  el.append(state, figures);
  let made;
  clear();

  function clear() {
    made = { planned: 0, complete: false, chunks: 0, seconds: 0, work: 0, whole: false };
    for (const node of Object.values(shown)) node.parentElement.hidden = true;
  }

  function show(name, text) {
    if (shown[name].textContent !== text) shown[name].textContent = text;
    shown[name].parentElement.hidden = !text;
  }

  function onState() {
    state.textContent = STATES[model.get("state")];
    el.dataset.state = model.get("state");
  }

  function onMessage(message) {
    if (message.kind === "working" && model.get("state") === "waiting") state.textContent = place(message);
    if (message.kind === "loading") state.textContent = STATES.loading;
    if (message.kind === "plan") {
      made.planned += message.chunks.length;
      made.complete = message.complete;
    }
    if (message.kind === "sound") {
      made.chunks += 1;
      made.seconds += message.bytes / 2 / message.rate;
      made.work += message.work;
    }
    if (message.kind === "end") made.whole = true;
    if (made.chunks) show("rtf", (made.work / made.seconds).toFixed(2));
    if (made.planned) show("chunks", `${made.chunks} of ${made.planned}${made.complete ? "" : "+"}`);
    if (made.chunks) onHeard();
  }

  function onHeard() {
    if (made.chunks) show("heard", `${model.get("heard").toFixed(1)} of ${made.seconds.toFixed(1)}${made.whole ? "" : "+"} s`);
  }

  function onFirst() {
    show("first", `${model.get("first").toFixed(2)} s`);
  }

  function onUnderruns() {
    const count = model.get("underruns");
    show("underruns", count ? String(count) : "");
  }

  function onRun() {
    if (model.get("run") !== null) clear();
  }

  model.on("change:run", onRun);
  model.on("change:state", onState);
  model.on("change:heard", onHeard);
  model.on("change:first", onFirst);
  model.on("change:underruns", onUnderruns);
  model.on("msg:custom", onMessage);
  onState();
}

export default { render };

// The open station: what it does, what it reads and writes, and its exhibits at the place pointed at.
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { pointing, tokenOf } from "./exhibit_focus.js";
import { Pane } from "./exhibit_pane.js";
import { allRan, milliseconds, percent, sizeOf, title } from "./stations.js";

// What the server is asked for; null while there is nothing to ask about.
export function questionOf(model) {
  const [trace, station] = [model.get("trace"), model.get("station")];
  if (!trace || !trace.stations.some(({ name }) => name === station)) return null;
  return { kind: "detail", request: trace.request, chunk: trace.chunk.index, station, focus: model.get("focus") ?? {} };
}

function value(name, trace, own, act) {
  const spec = trace.values[name];
  const elsewhere = spec && spec.station && spec.station !== own;
  const node = make(elsewhere ? "button" : "span", "kl-value");
  if (elsewhere) {
    node.type = "button";
    node.addEventListener("click", () => act.open(spec.station));
  }
  if (spec?.clock) node.dataset.clock = spec.clock.name;
  node.append(make("b", "", title(name)));
  if (spec) {
    const axes = spec.axes.length === spec.shape.length && spec.axes.join(" × ");
    node.append(` ${sizeOf(spec)}`);
    node.title = [spec.why, axes, spec.clock && `clock: ${spec.clock.name}`].filter(Boolean).join("\n");
  }
  return node;
}

function flow(label, names, trace, own, act) {
  const node = make("div", "kl-flow");
  node.append(make("dt", "", label));
  const list = make("dd", "");
  list.append(...names.map((name) => value(name, trace, own, act)));
  node.append(list);
  return node;
}

// Where a station stands in the line, and what it cost.
export function placeOf(trace, name) {
  const { stations } = trace;
  const at = stations.findIndex((one) => one.name === name);
  const { ms, share, ran } = stations[at];
  const cost = ran ? [milliseconds(ms), share !== null && `${percent(share)} of the time`] : ["reused from the trace before"];
  const again = !allRan(trace) && ran ? ["ran again"] : [];
  return [`${at + 1} of ${stations.length}`, ...cost, ...again].filter(Boolean).join(" · ");
}

function heading(trace, name, act) {
  const station = trace.stations.find((one) => one.name === name);
  const head = make("header", "kl-station-title");
  const flows = make("dl", "kl-flows");
  flows.append(flow("reads", station.reads, trace, name, act), flow("writes", station.writes, trace, name, act));
  head.append(make("h3", "", title(name)), make("p", "kl-quiet", placeOf(trace, name)));
  const sentences = make("div", "kl-explanation");
  sentences.append(...station.explanation.split(/\n+/).filter(Boolean).map((line) => make("p", "", line)));
  head.append(sentences, flows);
  return head;
}

// What is selected or locked on the ruler is what the exhibits look at.
function follow(model, act) {
  const onSelection = () => {
    const trace = model.get("trace");
    const selection = trace?.fitting(model.get("selection")); // what is selected in A need not be there
    if (selection) act.focus(pointing({ token: tokenOf(selection, trace.tokens) }));
  };
  const onLock = () => {
    if (model.get("locked") && model.get("hover") !== null) act.focus(pointing({ time: model.get("hover") }));
  };
  return listen(model, { "change:selection": onSelection, "change:locked": onLock });
}

function render({ model, el, act, ask }) {
  el.classList.add("kl-open-station");
  const head = make("div", "");
  const pane = new Pane({ model, act, ask });
  const empty = make("p", "kl-quiet", "Choose a station to see what happens there.");
  el.append(head, empty, pane.node);
  let shown = null; // the station of the last question

  function onChange() {
    if (![undefined, "station"].includes(model.get("panel"))) return;
    const question = questionOf(model);
    empty.hidden = question !== null;
    head.replaceChildren(...(question ? [heading(model.get("trace"), question.station, act)] : []));
    if (!question) return pane.clear();
    if (question.station !== shown) el.scrollTop = 0;
    shown = question.station;
    return pane.ask(question);
  }

  const names = ["trace", "station", "focus", "panel"].map((name) => [`change:${name}`, onChange]);
  const deaf = [listen(model, Object.fromEntries(names)), follow(model, act)];
  onChange();
  return () => {
    for (const stop of deaf) stop();
    pane.close();
  };
}

export default { render };

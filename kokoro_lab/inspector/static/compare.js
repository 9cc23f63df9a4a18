// The two traces that stand beside each other, in numbers: how far apart each value is, in the order of the steps.
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { Pane } from "./exhibit_pane.js";
import { figure } from "./exhibit_numbers.js";
import { title } from "./stations.js";

// How far apart, in plain words. `relative` is the size of the difference over the size of the value.
export function words({ same, relative, note }) {
  if (same) return "the same";
  if (note) return note.replaceAll(/\[([\d, ]+)\]/g, (_, shape) => shape.replaceAll(", ", " × "));
  if (relative === null || relative === undefined) return "different";
  return relative < 0.0005 ? "less than 0.1 % apart" : `${figure(relative * 100, 2)} % apart`;
}

// What the steps write, in their order. What no step writes was asked for, and stands with the requests.
export function sorted(changed, stations) {
  const byName = new Map(changed.map((change) => [change.name, change]));
  return stations.flatMap(({ writes }) => writes).flatMap((name) => byName.get(name) ?? []);
}

// What differs between two requests, for a person: [what, in A, in B].
export function differences(one, other) {
  const listed = (edits) => edits.map(({ name }) => title(name)).join(", ") || "none";
  const said = (value) => (Array.isArray(value) ? listed(value) : String(value ?? "–"));
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const differ = (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]);
  return names.filter(differ).map((name) => [name, said(one[name]), said(other[name])]);
}

const NOTHING =
  "Nothing is held against this trace yet. Make a change, or pin a trace, and the distances between A and B stand here.";

function pair(one, other) {
  const node = make("dl", "kl-pair");
  for (const [what, a, b] of differences(one, other)) {
    const row = make("div", "");
    row.append(make("dt", "", what), make("dd", "", `A ${a}`), make("dd", "", `B ${b}`));
    node.append(row);
  }
  return node;
}

function distance(change, trace) {
  const row = make("tr", "");
  const spec = trace.values[change.name];
  const name = make("th", "", title(change.name));
  name.scope = "row";
  if (spec?.clock) row.dataset.clock = spec.clock.name;
  const most = !Number.isFinite(change.largest) ? "" : `at most ${figure(change.largest)}${spec?.unit ? ` ${spec.unit}` : ""}`;
  const cell = make("td", "");
  cell.append(words(change));
  if (Number.isFinite(change.relative) && !change.note) {
    const bar = make("span", "kl-share");
    bar.style.setProperty("--share", Math.min(1, change.relative));
    cell.append(bar, make("span", "kl-quiet", most));
  }
  row.append(name, cell);
  return row;
}

// What differs, as a table; what does not, in one line. Of what is the same only the steps' values are named.
function distances(changed, trace) {
  const apart = sorted(changed, trace.stations).filter(({ same }) => !same);
  const made = new Set(trace.stations.slice(1).flatMap(({ writes }) => writes));
  const alike = changed.filter(({ same, name }) => same && made.has(name)).map(({ name }) => title(name));
  const parts = [];
  if (apart.length) parts.push(table(apart, trace));
  if (alike.length) parts.push(make("p", "kl-note kl-alike", `The same in both: ${alike.join(", ")}.`));
  return parts;
}

function table(apart, trace) {
  const node = make("table", "kl-distances");
  node.append(make("caption", "kl-unseen", "How far apart the two traces are, value by value"));
  node.append(...apart.map((change) => distance(change, trace)));
  return node;
}

function render({ model, el, act, ask }) {
  el.classList.add("kl-compare");
  const empty = make("p", "kl-quiet", NOTHING);
  const head = make("div", "");
  const pane = new Pane({ model, act, ask }, ({ changed }) => distances(changed ?? [], model.get("trace")));
  el.append(empty, head, pane.node);

  function onChange() {
    if (![undefined, "compare"].includes(model.get("panel"))) return;
    const [trace, other] = [model.get("trace"), model.get("other")];
    empty.hidden = Boolean(trace && other);
    head.replaceChildren();
    if (!trace || !other) {
      pane.clear();
      return;
    }
    head.append(pair(other.request, trace.request));
    const held = { against: other.request, against_chunk: other.chunk.index };
    pane.ask({ kind: "compare", request: trace.request, chunk: trace.chunk.index, ...held });
  }

  onChange();
  const deaf = listen(model, { "change:trace": onChange, "change:other": onChange, "change:panel": onChange });
  return () => {
    deaf();
    pane.close();
  };
}

export default { render };

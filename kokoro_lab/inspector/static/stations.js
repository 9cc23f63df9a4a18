// The steps as a line of stations from text to audio: what each writes, on which clock, and what it costs.
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { figure, written } from "./exhibit_numbers.js";
import { rove } from "./exhibit_roving.js";

const SIGNIFICANT = 0.0005; // of the time: less is written as "< 0.1 %"

// The size of a value and its unit, "252 (Hz)", or the value itself where it is a short text or a number.
export function sizeOf({ shape, unit, shown }) {
  if (shape.length === 0) return shown.length > 18 ? `${[...shown].length} characters` : withoutZeros(shown);
  const size = shape.map((count) => written(count, 0)).join(" × ");
  return unit ? `${size} (${unit})` : size;
}

function withoutZeros(text) {
  return /^-?\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}

export function milliseconds(ms) {
  if (ms === null) return "";
  if (ms < 0.1) return "< 0.1 ms";
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${figure(ms, ms < 10 ? 1 : 3)} ms`;
}

export function percent(share) {
  if (share === null) return "";
  return share < SIGNIFICANT ? "< 0.1 %" : `${figure(share * 100, share < 0.01 ? 1 : 2)} %`;
}

// Whether nothing of another trace was reused; the plan, which is no step of the model, may have been.
export function allRan({ base, stations }) {
  return base === null || stations.slice(1).every(({ ran }) => ran);
}

// What a list of stations says of each: its clock is that of the first value that it writes and that has one.
export function facts(trace, rules) {
  const target = new Map(rules.map((rule) => [rule.name, rule.target]));
  const acting = trace.request.edits.filter(({ chunk }) => chunk === null || chunk === trace.chunk.index);
  const edited = new Set(acting.map(({ name }) => target.get(name)));
  const anew = allRan(trace);
  return trace.stations.map(({ name, writes, ms, share, ran, edited: inside }) => ({
    name,
    writes: writes.map((value) => ({ name: value, size: sizeOf(trace.values[value]) })),
    clock: writes.map((value) => trace.values[value].clock?.name).find(Boolean) ?? null,
    ms: ran ? milliseconds(ms) : "",
    share: ran ? share : null,
    state: anew ? "" : ran ? "ran again" : "reused",
    edited: inside ?? (writes.some((value) => edited.has(value)) || edited.has(name)),
  }));
}

export const title = (name) => name.replaceAll("_", " ");

const SHOWN = 2; // values named in the list; the open station names them all

function station({ name, writes, clock, ms, share, state, edited }) {
  const node = make("button", "kl-station");
  node.type = "button";
  node.dataset.station = name;
  if (clock) node.dataset.clock = clock;
  node.setAttribute("role", "tab");
  const head = make("span", "kl-station-head");
  head.append(make("span", "kl-station-name", title(name)));
  if (edited) head.append(make("span", "kl-mark", "edited"));
  else if (state === "ran again") head.append(make("span", "kl-mark kl-again", "again"));
  const more = writes.length > SHOWN ? ` +${writes.length - SHOWN}` : "";
  const told = ({ name: value, size }) => (value === name ? size : `${title(value)} ${size}`);
  const what = writes.slice(0, SHOWN).map(told);
  const cost = make("span", "kl-cost", ms || (state === "reused" ? "reused" : ""));
  const bar = make("span", "kl-share");
  bar.style.setProperty("--share", share ?? 0);
  node.append(head, cost, make("span", "kl-writes", what.join(", ") + more), bar);
  node.title = [state, clock && `clock: ${clock}`, share !== null && `${percent(share)} of the time`].filter(Boolean).join(", ");
  node.classList.toggle("kl-reused", state === "reused");
  return node;
}

function listOf(el) {
  el.classList.add("kl-stations-place");
  const list = make("div", "kl-stations");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Stations from text to audio");
  el.append(list);
  rove(list, ".kl-station");
  return list;
}

function render({ model, el, act }) {
  const list = listOf(el);

  function onTrace() {
    const trace = model.get("trace");
    const at = list.contains(document.activeElement) ? document.activeElement.dataset.station : null;
    const nodes = trace ? facts(trace, model.get("edits") ?? []).map(station) : [];
    for (const node of nodes) node.addEventListener("click", () => onClick(node.dataset.station));
    list.replaceChildren(...nodes);
    onStation();
    nodes.find((node) => node.dataset.station === at)?.focus();
  }

  function onClick(name) {
    act.open(name);
    showPanel(el);
  }

  function onStation() {
    const open = model.get("station");
    const nodes = [...list.children];
    nodes.forEach((node, i) => {
      const chosen = node.dataset.station === open;
      node.setAttribute("aria-selected", chosen);
      node.tabIndex = chosen || (!open && i === 0) ? 0 : -1;
      if (chosen) bringIntoView(node, el);
    });
  }

  onTrace();
  return listen(model, { "change:trace": onTrace, "change:edits": onTrace, "change:station": onStation });
}

// Where the panel stands below all that is on the screen, a press would seem to do nothing.
function showPanel(el) {
  const panel = el.parentElement.querySelector(".kl-place-panel");
  if (panel && panel.getBoundingClientRect().top > window.innerHeight) panel.scrollIntoView({ block: "start" });
}

// Inside the list only: the page stays where the reader left it.
function bringIntoView(node, el) {
  const scrolls = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
  const scroller = [node.parentElement, el, el.parentElement].find(scrolls);
  if (!scroller) return;
  const [inner, outer] = [node.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) scroller.scrollTop += inner.top - outer.top - outer.height / 3;
  if (inner.left < outer.left || inner.right > outer.right) scroller.scrollLeft += inner.left - outer.left - outer.width / 3;
}

export default { render };

// The forks as dots on lines: ●─●─●, a branch below what it was made from; the label of the one pointed at.
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";

const ACROSS = 26; // CSS pixels from a fork to the next
const DOWN = 20; // from a lane to the next
const SVG = "http://www.w3.org/2000/svg";

export function render({ model, el, act }) {
  el.classList.add("kl-forks");
  const box = make("div", "kl-forks-box");
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", "Forks");
  const said = make("p", "kl-fork-label");
  el.append(box, said);
  let dots = new Map(); // by node

  function draw() {
    const history = model.get("history");
    const focused = box.contains(document.activeElement);
    const drawn = history.nodes;
    const place = new Map(drawn.map((item) => [item.node, item]));
    dots = new Map(drawn.map((item) => [item.node, dot(item, history)]));
    const canvas = make("div", "kl-forks-canvas");
    canvas.style.width = `${(1 + Math.max(0, ...drawn.map(({ depth }) => depth))) * ACROSS}px`;
    canvas.style.height = `${(1 + Math.max(0, ...drawn.map(({ lane }) => lane))) * DOWN}px`;
    canvas.append(lines(drawn, place, new Set(history.path)), ...dots.values());
    box.replaceChildren(canvas);
    const current = dots.get(history.current);
    if (current) follow(current);
    if (focused) current?.focus({ preventScroll: true });
    say(history.current);
  }

  function dot({ node, depth, lane }, history) {
    const current = node === history.current;
    const held = model.get("other") !== null && history.traces.get(node) === model.get("other");
    const item = make("button", "kl-fork", held ? "A" : "");
    item.type = "button";
    Object.assign(item.style, { left: `${depth * ACROSS}px`, top: `${lane * DOWN}px` });
    item.classList.toggle("kl-held", held);
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", current);
    item.ariaLabel = held ? `${node.label}, held as A` : node.label;
    item.title = node.label;
    item.tabIndex = current ? 0 : -1;
    item.addEventListener("click", () => act.goto(node));
    for (const event of ["pointerenter", "focus"]) item.addEventListener(event, () => say(node));
    for (const event of ["pointerleave", "blur"]) item.addEventListener(event, () => say(history.current));
    item.addEventListener("keydown", (event) => onKey(event, node));
    return item;
  }

  function onKey(event, node) {
    if (!event.key.startsWith("Arrow") || event.altKey) return;
    const { parent, children, next } = node;
    const beside = (step) => parent?.children[parent.children.indexOf(node) + step];
    const to = { ArrowLeft: parent, ArrowRight: next ?? children[0], ArrowUp: beside(-1), ArrowDown: beside(1) }[event.key];
    event.preventDefault();
    event.stopPropagation();
    if (to) dots.get(to)?.focus();
  }

  function say(node) {
    said.textContent = node ? node.label : "";
  }

  function follow(item) { // only inside the box: the page stays where it is
    const [left, top] = [item.offsetLeft, item.offsetTop];
    if (left < box.scrollLeft || left + ACROSS > box.scrollLeft + box.clientWidth) box.scrollLeft = left - box.clientWidth / 2;
    if (top < box.scrollTop || top + DOWN > box.scrollTop + box.clientHeight) box.scrollTop = top - DOWN;
  }

  draw();
  return listen(model, { "change:history": draw, "change:trace": draw, "change:other": draw });
}

function lines(drawn, place, path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "kl-fork-lines");
  svg.setAttribute("aria-hidden", "true");
  for (const { node, depth, lane } of drawn) {
    const from = place.get(node.parent);
    if (!from) continue;
    const line = document.createElementNS(SVG, "path");
    const [x, y] = [(d) => (d + 0.5) * ACROSS, (l) => (l + 0.5) * DOWN];
    line.setAttribute("d", `M${x(from.depth)} ${y(from.lane)}V${y(lane)}H${x(depth)}`);
    line.setAttribute("class", path.has(node) ? "kl-taken" : "");
    svg.append(line);
  }
  return svg;
}

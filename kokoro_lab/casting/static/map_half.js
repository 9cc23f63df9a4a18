// One map: a point for each voice, lines between true neighbours, and the point that one drags.
import { make } from "../inspector/dom.js";
import { links, toward } from "./map_mix.js";
import { Frame, labels } from "./map_layout.js";
import { ring } from "./map_ring.js";
import { arrowOf } from "./moving.js";
import { label, svg } from "./svg.js";
import { whenever } from "./whenever.js";

const SIZE = 4.5; // pixels from the middle of a point to its side
const KIND = { female: "♀", male: "♂" };

const SAYS = {
  timbre: "the sound of a voice: what the decoder is given",
  prosody: "melody and timing: what the predictor is given",
};

// `name` of the half, `map` the answer, `cards` by place; `own` is what all parts of the view share.
export function halfMap({ name, map, cards, own }) {
  const half = map.halves[name];
  const node = make("section", "kl-map-half");
  const field = make("div", "kl-map-field");
  const heading = make("h3", "", name[0].toUpperCase() + name.slice(1));
  heading.append(make("span", "kl-quiet", SAYS[name]));
  node.append(heading, field, make("p", "kl-map-loss kl-quiet", lossText(half.loss, map.neighbours)));
  const state = { frame: null, dots: [], lines: [], ring: null, focus: 0 };

  function draw() {
    const width = Math.floor(field.clientWidth);
    if (!width || width === state.frame?.width) return;
    state.frame = new Frame(half.points, width);
    const places = half.points.map((point) => state.frame.toScreen(point));
    const named = labels(places, cards.map(({ called }) => called), width);
    const { height } = state.frame;
    const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": `Map of ${name}: ${cards.length} voices; arrow keys go from voice to voice` });
    state.lines = links(half.nearest).map((link) => ({ ...link, node: lineBetween(places, link) }));
    state.dots = cards.map((card, i) => dot(card, places[i], named[i]));
    state.dots.forEach(listen);
    state.ring = ring({ name, half, frame: state.frame, own });
    picture.append(svg("g", { class: "kl-map-links" }, ...state.lines.map((link) => link.node)), state.ring.lines, ...state.dots, state.ring.node);
    field.replaceChildren(picture);
    show();
  }

  function listen(node, i) {
    node.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && own.hover(i));
    node.addEventListener("pointerleave", () => own.hover(null));
    node.addEventListener("click", () => own.select(i));
    node.addEventListener("focus", () => node.matches(":focus-visible") && own.hover(i));
    node.addEventListener("blur", () => own.hover(null));
    node.addEventListener("keydown", (event) => keyed(event, i));
  }

  function keyed(event, i) {
    const way = arrowOf(event);
    if (!way && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (!way) return own.select(i);
    state.focus = toward(half.points, i, way);
    show();
    state.dots[state.focus].focus();
  }

  // Which voice is looked at, who takes part, who must not.
  function show() {
    if (!state.frame) return;
    const looked = own.get("hovered") ?? own.get("selected");
    const near = looked === null ? [] : half.nearest[looked].map(({ voice }) => voice);
    const held = own.get("held") === name ? own.get("mixes")[name] : null;
    const family = own.get("family");
    state.dots.forEach((node, i) => {
      const faint = held ? !held.may.includes(i) : family && cards[i].family !== family;
      node.classList.toggle("kl-looked", i === looked);
      node.classList.toggle("kl-under", i === own.alone(name) || half.points[i] === own.get("at")[name]);
      node.classList.toggle("kl-near", near.includes(i));
      node.classList.toggle("kl-selected", i === own.get("selected"));
      node.classList.toggle("kl-faint", Boolean(faint));
      node.classList.toggle("kl-out", Boolean(held?.out.includes(i)));
      node.setAttribute("tabindex", i === state.focus ? 0 : -1);
      node.setAttribute("aria-pressed", i === own.get("selected"));
    });
    for (const { node, from, to, mutual } of state.lines)
      node.classList.toggle("kl-strong", from === looked || (mutual && to === looked));
    state.ring.show();
  }

  new ResizeObserver(draw).observe(field);
  whenever(own, ["hovered", "selected", "held", "dragged", "mixes", "at", "family"], show);
  return node;
}

function lineBetween(places, { from, to, mutual }) {
  const [[x1, y1], [x2, y2]] = [places[from], places[to]];
  return svg("line", { x1, y1, x2, y2, class: mutual ? "kl-mutual" : "" });
}

// Round for female voices, square for male ones, a diamond where nobody says.
function dot(card, [x, y], place) {
  const node = svg("g", { class: `kl-map-voice kl-of-${card.family}`, "data-voice": card.name, role: "button", "aria-label": `${card.display}${KIND[card.gender] ?? ""}, ${card.language_name}` });
  node.append(svg("circle", { cx: x, cy: y, r: 12, class: "kl-map-reach" }), shape(card.gender, x, y));
  const text = label(...(place ? [place.x, place.y, card.called, place.anchor] : [x, y - 9, card.called]));
  if (!place) text.setAttribute("class", "kl-crowded");
  node.append(text);
  return node;
}

function shape(gender, x, y) {
  if (gender === "female") return svg("circle", { cx: x, cy: y, r: SIZE, class: "kl-map-dot" });
  const side = 2 * SIZE - 1;
  const square = { x: x - side / 2, y: y - side / 2, width: side, height: side, class: "kl-map-dot" };
  return svg("rect", gender === "male" ? square : { ...square, transform: `rotate(45 ${x} ${y})` });
}

export function lossText({ stress, kept }, neighbours) {
  const count = ["no", "one", "two", "three", "four", "five"][neighbours] ?? neighbours;
  return `Two dimensions keep ${Math.round(100 * kept)} % of the ${count} nearest neighbours; stress ${stress.toFixed(2)}. `
    + "Lines join the true neighbours in all 128 dimensions × 510 rows; trust the lines, not the gaps.";
}

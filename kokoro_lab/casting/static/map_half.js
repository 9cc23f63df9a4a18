// One map: a point for each voice, lines between true neighbours, and the point that one drags.
import { make } from "../inspector/dom.js";
import { links, toward } from "./map_mix.js";
import { Frame, labels } from "./map_layout.js";
import { ring } from "./map_ring.js";
import { arrowOf, hoverable } from "./moving.js";
import { label, svg } from "./svg.js";
import { whenever } from "./whenever.js";

const SIZE = 4.5; // pixels from the middle of a point to its side
const KIND = { female: "♀", male: "♂" };

const SAYS = {
  timbre: "the sound of a voice: what the decoder is given",
  prosody: "melody and timing: what the predictor is given",
};

// `name` of the half, `map` the answer, `cards` by place; `own` is what all parts of the view share.
export class HalfMap {
  constructor({ name, map, cards, own }) {
    const half = map.halves[name];
    Object.assign(this, { name, half, cards, own, frame: null, dots: [], lines: [], ring: null, focus: 0 });
    this.node = make("section", "kl-map-half");
    this.field = make("div", "kl-map-field");
    const heading = make("h3", "", name[0].toUpperCase() + name.slice(1));
    heading.append(make("span", "kl-quiet", SAYS[name]));
    this.node.append(heading, this.field, make("p", "kl-map-loss kl-quiet", lossText(half.loss, map.neighbours)));
    new ResizeObserver(() => this.draw()).observe(this.field);
    whenever(own, ["hovered", "selected", "held", "dragged", "mixes", "at", "family"], () => this.frame && this.show());
  }

  draw() {
    const { name, half, cards, field, own } = this;
    const width = Math.floor(field.clientWidth);
    if (!width || width === this.frame?.width) return;
    const frame = (this.frame = new Frame(half.points, width));
    const places = half.points.map((point) => frame.toScreen(point));
    const named = labels(places, cards.map(({ called }) => called), width);
    this.lines = links(half.nearest).map((link) => ({ ...link, node: lineBetween(places, link) }));
    this.dots = cards.map((card, i) => dot(card, places[i], named[i]));
    this.dots.forEach((node, i) => this.listen(node, i));
    this.ring = ring({ name, half, frame, own });
    const { height } = frame;
    const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": `Map of ${name}: ${cards.length} voices; arrow keys go from voice to voice` });
    picture.append(svg("g", { class: "kl-map-links" }, ...this.lines.map(({ node }) => node)), this.ring.lines, ...this.dots, this.ring.node);
    field.replaceChildren(picture);
    this.show();
  }

  listen(node, i) {
    const { own } = this;
    hoverable(node, { onEnter: () => own.hover(i), onLeave: () => own.hover(null) });
    node.addEventListener("click", () => own.select(i));
    node.addEventListener("focus", () => node.matches(":focus-visible") && own.hover(i));
    node.addEventListener("blur", () => own.hover(null));
    node.addEventListener("keydown", (event) => this.keyed(event, i));
  }

  keyed(event, i) {
    const way = arrowOf(event);
    if (!way && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (!way) return this.own.select(i);
    this.focus = toward(this.half.points, i, way);
    this.show();
    this.dots[this.focus].focus();
  }

  // Which voice is looked at, who takes part, who must not.
  show() {
    const { name, half, cards, own } = this;
    const looked = own.get("hovered") ?? own.get("selected");
    const near = looked === null ? [] : half.nearest[looked].map(({ voice }) => voice);
    const held = own.get("held") === name ? own.get("mixes")[name] : null;
    const family = own.get("family");
    this.dots.forEach((node, i) => {
      const faint = held ? !held.may.includes(i) : family && cards[i].family !== family;
      node.classList.toggle("kl-looked", i === looked);
      node.classList.toggle("kl-under", i === own.alone(name) || half.points[i] === own.get("at")[name]);
      node.classList.toggle("kl-near", near.includes(i));
      node.classList.toggle("kl-selected", i === own.get("selected"));
      node.classList.toggle("kl-faint", Boolean(faint));
      node.classList.toggle("kl-out", Boolean(held?.out.includes(i)));
      node.setAttribute("tabindex", i === this.focus ? 0 : -1);
      node.setAttribute("aria-pressed", i === own.get("selected"));
    });
    for (const { node, from, to, mutual } of this.lines)
      node.classList.toggle("kl-strong", from === looked || (mutual && to === looked));
    this.ring.show();
  }
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

function lossText({ stress, kept }, neighbours) {
  const count = ["no", "one", "two", "three", "four", "five"][neighbours] ?? neighbours;
  return `Two dimensions keep ${Math.round(100 * kept)} % of the ${count} nearest neighbours; stress ${stress.toFixed(2)}. `
    + "Lines join the true neighbours in all 128 dimensions × 510 rows; trust the lines, not the gaps.";
}

// How far the style of each length is from the one in use, with a marker to move that one.
import { make } from "../inspector/dom.js";
import { Axis } from "../inspector/scale.js";
import { Lengths, ROWS, stepped, symbolsText } from "./curve_numbers.js";
import { draggable } from "./moving.js";
import { label, line, svg, tickText } from "./svg.js";

const [HEIGHT, LEFT, RIGHT, HEAD, FOOT] = [250, 44, 16, 26, 40];
const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 510];

export class CurveChart {
  // onMove(row) while it is moved, onDone(row) when it is let go, onSize() when there is another width.
  constructor({ onMove, onDone, onSize }) {
    Object.assign(this, { onMove, onDone, row: 100, own: null, curves: null });
    this.node = make("div", "kl-curve-chart");
    this.picture = svg("svg", { class: "kl-chart", "aria-hidden": "true" });
    this.marker = make("div", "kl-curve-marker");
    Object.assign(this.marker, { tabIndex: 0, role: "slider", ariaLabel: "Symbols of the utterance whose style is used" });
    this.marker.setAttribute("aria-valuemin", 1);
    this.marker.setAttribute("aria-valuemax", ROWS);
    this.node.append(this.picture, this.marker);
    this.listen();
    new ResizeObserver(onSize).observe(this.node);
  }

  listen() {
    const { node, marker } = this;
    const onMove = (event) => this.lengths && this.move(this.lengths.symbols(event.clientX - node.getBoundingClientRect().left));
    const onStart = (event) => {
      marker.focus({ focusVisible: false, preventScroll: true });
      onMove(event);
    };
    draggable(node, { onStart, onMove, onEnd: () => this.onDone(this.row) });
    marker.addEventListener("keydown", (event) => {
      const row = stepped(this.row, event.key);
      if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.move(row);
      this.onDone(row);
    });
  }

  move(row) {
    if (row === this.row) return;
    this.row = row;
    this.mark();
    this.onMove(row);
  }

  // `curves` has the relative distances of timbre and prosody; `own` is the length of the text, null while unknown.
  show({ row, own, curves }) {
    Object.assign(this, { row, own, curves });
    this.draw();
  }

  draw() {
    const width = this.node.clientWidth;
    if (!width || !this.curves) return;
    this.lengths = new Lengths(LEFT, width - RIGHT);
    const high = Math.max(...this.curves.map((curve) => Math.max(...curve)));
    const axis = new Axis({ low: 0, high: high * 1.04, height: HEIGHT - FOOT - HEAD, margin: 0 });
    const [y, x] = [(value) => HEAD + axis.y(value), (symbols) => this.lengths.x(symbols)];
    const parts = [];
    for (const value of axis.ticks(36))
      parts.push(svg("line", { class: "kl-chart-grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }), label(LEFT - 8, y(value) + 4, tickText(value), "end"));
    for (const symbols of TICKS) parts.push(label(x(symbols), HEIGHT - FOOT + 16, String(symbols)));
    parts.push(label((LEFT + width - RIGHT) / 2, HEIGHT - 6, "symbols of the utterance (each doubling equally wide)"));
    this.curves.forEach((curve, half) => {
      const points = curve.map((value, i) => [x(i + 1), y(value)]);
      parts.push(svg("path", { class: half ? "kl-curve-prosody" : "kl-curve-timbre", d: line(points) }));
    });
    if (this.own) parts.push(...this.text(x(this.own)));
    this.picture.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.picture.replaceChildren(...parts);
    this.mark();
  }

  // The row that the text itself needs.
  text(x) {
    const side = x > this.lengths.right - 110 ? "end" : "start";
    return [
      svg("line", { class: "kl-curve-own", x1: x, x2: x, y1: HEAD, y2: HEIGHT - FOOT }),
      label(x + (side === "end" ? -6 : 6), HEAD + 12, `your text: ${this.own}`, side),
    ];
  }

  mark() {
    const { marker, row } = this;
    marker.style.setProperty("--x", `${this.lengths?.x(row) ?? 0}px`);
    marker.dataset.row = row;
    marker.setAttribute("aria-valuenow", row);
    marker.setAttribute("aria-valuetext", symbolsText(row));
  }
}

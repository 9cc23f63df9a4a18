// A picture on a canvas that can be read: sharp on every screen, redrawn with its size and the theme, with a line
// beneath it that says what is pointed at. The arrow keys point as the mouse does.
import { make } from "./dom.js";
import { onTheme, Theme } from "./ruler_theme.js";

// What a viewer gives:
//   label         what the picture is, for those who cannot see it
//   height(width) pixels
//   draw(context, {width, height, theme, at})   `at` is the item pointed at, null for none
//   hit(x, y)     the item there, null for none;  step(item, key)  the item that an arrow key leads to
//   say(item)     a line of text;  rest  the line while nothing is pointed at
//   lines         how many lines that text may need, 1 if missing: room is kept, so that nothing jumps
//   term(item)    its term, press(item)  what a click or Enter does: both may be missing
export class Picture {
  constructor(viewer, terms) {
    Object.assign(this, { viewer, terms, at: null, theme: null });
    this.node = make("div", "kl-picture");
    this.canvas = make("canvas", "kl-canvas");
    this.line = make("output", "kl-readout", viewer.rest ?? "");
    if (viewer.lines > 1) this.line.style.minHeight = `${viewer.lines * 18}px`;
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", viewer.label);
    this.canvas.tabIndex = 0;
    if (viewer.press) this.canvas.classList.add("kl-pressable");
    this.node.append(this.canvas, this.line);
    this.listen();
  }

  listen() {
    const { canvas } = this;
    for (const name of ["pointerdown", "pointermove"]) canvas.addEventListener(name, (event) => this.point(this.hit(event)));
    canvas.addEventListener("focus", () => this.hint());
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("blur", () => this.leave());
    canvas.addEventListener("click", (event) => this.press(this.hit(event)));
    canvas.addEventListener("keydown", (event) => this.key(event));
    this.size = new ResizeObserver(() => this.draw());
    this.size.observe(this.node);
    this.still = onTheme(() => {
      this.theme = null;
      this.draw();
    });
    this.deaf = this.terms.on(() => this.draw());
  }

  close() {
    this.size.disconnect();
    this.still();
    this.deaf();
  }

  hit({ offsetX, offsetY }) {
    return this.viewer.hit(offsetX, offsetY);
  }

  point(item) {
    if (same(item, this.at)) return;
    this.at = item;
    this.line.textContent = item === null ? (this.viewer.rest ?? "") : this.viewer.say(item);
    if (this.viewer.term) this.terms.light(item === null ? null : this.viewer.term(item));
    this.draw();
  }

  leave() {
    this.point(null);
    this.line.textContent = this.viewer.rest ?? "";
  }

  // Whoever comes by keyboard is told the keys.
  hint() {
    if (this.at !== null || !this.canvas.matches(":focus-visible")) return;
    this.line.textContent = `Arrow keys read values${this.viewer.press ? ", Enter chooses" : ""}`;
  }

  press(item) {
    if (item !== null) this.viewer.press?.(item);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = this.viewer.step(this.at, event.key);
    if (event.key === "Enter" && this.viewer.press) this.press(this.at);
    else if (event.key === "Escape" && this.at !== null) this.point(null);
    else if (next !== undefined) this.point(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  draw() {
    const width = this.node.clientWidth;
    if (!width) return;
    const height = Math.round(this.viewer.height(width));
    const sharp = window.devicePixelRatio || 1;
    const { canvas } = this;
    Object.assign(canvas, { width: Math.round(width * sharp), height: Math.round(height * sharp) });
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    context.scale(sharp, sharp);
    this.theme ??= new Theme(this.node);
    context.font = this.theme.font(12);
    this.viewer.draw(context, { width, height, theme: this.theme, at: this.at, lit: this.terms.lit });
  }
}

function same(one, other) {
  return one === other || (Array.isArray(one) && Array.isArray(other) && one.every((part, i) => part === other[i]));
}

// The same for those who cannot see the picture: a table that only screen readers find.
export function hiddenTable(caption, heads, rows) {
  const unseen = make("div", "kl-unseen"); // a table itself cannot be made small
  const table = make("table", "");
  table.append(make("caption", "", caption));
  const line = (cells, tag) => {
    const row = make("tr", "");
    row.append(...cells.map((cell) => make(tag, "", cell)));
    return row;
  };
  table.append(line(heads, "th"), ...rows.map((row) => line(row, "td")));
  unseen.append(table);
  return unseen;
}

// An index moved by an arrow key, undefined for other keys. The first press points at `start`.
export function moved(at, key, count, keys = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10 }, start = 0) {
  if (count === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (!(key in keys)) return undefined;
  return at === null ? start : Math.min(count - 1, Math.max(0, at + keys[key]));
}

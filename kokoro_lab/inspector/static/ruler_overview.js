// All of the trace in one strip, and which part of it is in view.
import { make } from "./dom.js";
import { View, inside, panned } from "./scale.js";

const HIGH = 28;
const HANDLE = 8; // pixels at the ends of the window that change its length

export class Overview {
  constructor(ruler) {
    this.ruler = ruler;
    this.el = make("div", "kl-overview");
    this.canvas = make("canvas", "kl-canvas");
    this.window = make("div", "kl-window");
    this.el.append(this.canvas, this.window);
    this.el.tabIndex = 0;
    const names = { role: "scrollbar", "aria-label": "Part of the trace in view", "aria-orientation": "horizontal", "aria-valuemin": 0 };
    for (const [name, value] of Object.entries(names)) this.el.setAttribute(name, value);
    this.el.addEventListener("pointerdown", (event) => this.down(event));
    this.el.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }
  paint(scene, wave) {
    const { width, ratio, theme } = scene;
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(HIGH * ratio) });
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    wave?.columns(context, { ...scene, view: this.view, height: HIGH }, wave, theme.faded(theme.clock(wave.clock), 0.8));
  }
  get view() {
    return new View(this.ruler.limits, this.ruler.view.width);
  }
  update() {
    const { start, end } = this.ruler.view;
    const { view } = this;
    this.window.style.transform = `translateX(${view.x(start)}px)`;
    this.window.style.width = `${Math.max(view.x(end) - view.x(start), 4)}px`;
    this.el.setAttribute("aria-valuemax", view.end.toFixed(2));
    this.el.setAttribute("aria-valuenow", start.toFixed(2));
    this.el.setAttribute("aria-valuetext", `${start.toFixed(2)} to ${end.toFixed(2)} s of ${view.end.toFixed(2)} s`);
  }
  wheel(event) {
    if (this.ruler.whole) return; // the page scrolls
    event.preventDefault();
    this.ruler.pan(((event.deltaX || event.deltaY) * (event.deltaMode ? 16 : 1)) / this.view.pixels);
  }
  down(event) {
    if (event.button) return;
    const { ruler, view } = this;
    const left = this.el.getBoundingClientRect().left;
    const x = event.clientX - left;
    const [start, end] = [ruler.view.start, ruler.view.end];
    const [near, far] = [start, end].map((seconds) => Math.abs(view.x(seconds) - x) < HANDLE / 2 + 1);
    const outside = !near && !far && (view.t(x) < start || view.t(x) > end);
    const from = outside ? inside([view.t(x) - (end - start) / 2, view.t(x) + (end - start) / 2], ruler.limits) : [start, end];
    if (outside) ruler.zoom(from);
    const move = ({ clientX }) => {
      const by = (clientX - event.clientX) / view.pixels;
      if (far) ruler.zoom([start, Math.max(end + by, start + 0.02)]);
      else if (near) ruler.zoom([Math.min(start + by, end - 0.02), end]);
      else ruler.zoom(panned(from, by, ruler.limits));
    };
    this.el.setPointerCapture(event.pointerId);
    const drag = new AbortController();
    this.el.addEventListener("pointermove", move, { signal: drag.signal });
    for (const name of ["pointerup", "pointercancel"]) this.el.addEventListener(name, () => drag.abort(), { signal: drag.signal });
  }
}

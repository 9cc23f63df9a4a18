// Cursor, selection and playhead: lines over all tiers, so that moving them repaints nothing.
import { make } from "./dom.js";

export class Overlay {
  constructor() {
    this.el = make("div", "kl-over");
    this.el.ariaHidden = "true";
    for (const name of ["selection", "cursor", "playhead", "edge"]) {
      this[name] = make("div", `kl-over-${name}`);
      this.el.append(this[name]);
    }
  }
  update({ view, hover, locked, playhead, selected, edge }) {
    place(this.cursor, view, hover);
    place(this.playhead, view, playhead);
    place(this.edge, view, edge?.seconds ?? null);
    this.edge.textContent = edge?.label ?? "";
    this.cursor.classList.toggle("kl-locked", locked);
    this.selection.hidden = selected === null;
    if (selected === null) return;
    const [left, right] = selected.map((seconds) => Math.min(Math.max(view.x(seconds), -2), view.width + 2));
    this.selection.style.transform = `translateX(${left}px)`;
    this.selection.style.width = `${Math.max(right - left, 0)}px`;
  }
}

function place(line, view, seconds) {
  line.hidden = seconds === null || !view.holds(seconds);
  if (!line.hidden) line.style.transform = `translateX(${view.x(seconds)}px)`;
}

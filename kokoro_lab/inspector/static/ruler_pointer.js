// Mouse, pen, fingers and wheel over the tiers.
import { between, contains, edgeAt, wordTokens } from "./hits.js";
import { draws, pans, pulls, selects } from "./ruler_gestures.js";
import { pinched } from "./scale.js";

const STILL = 4; // pixels that a click may move
const REACH = { mouse: 5, pen: 8, touch: 14 }; // pixels around an edge
const ROOM = 8; // pixels that a phoneme is wide before its edge can be caught
const NOTCH = 60; // pixels of scrolling that are one step of a value

export class Pointer {
  constructor(ruler) {
    this.ruler = ruler;
    Object.assign(this, { fingers: new Map(), start: null, row: null, part: null, wheeled: 0 });
    const events = { pointerdown: "down", pointermove: "move", pointerup: "up", pointercancel: "cancel" };
    Object.assign(events, { pointerleave: "leave", dblclick: "twice" });
    for (const [name, method] of Object.entries(events)) ruler.area.addEventListener(name, (event) => this[method](event));
    ruler.area.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }
  // Where an event is: the row, pixels from its left and top, the moment and its token.
  spot(event, row = this.rowOf(event.target)) {
    if (!row) return null;
    const { left, top, height } = row.plot.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const [first, last] = this.ruler.limits;
    const seconds = Math.min(Math.max(this.ruler.view.t(x), first), last);
    const { shiftKey: shift, altKey: alt } = event;
    return { row, x, y, seconds, token: this.ruler.front.tokenAt(seconds), part: Math.min(Math.max(y / height, 0), 1), shift, alt };
  }
  rowOf(target) {
    const plot = target.closest?.(".kl-plot");
    return plot && !target.closest(".kl-entry") ? [...this.ruler.rows.values()].find((row) => row.plot === plot) : null;
  }
  edge(spot, kind) {
    const { view, hand } = this.ruler;
    if (spot.row.tier.role !== "phonemes" || !hand.free) return null;
    const token = edgeAt(hand.tokens, view.t(spot.x), (REACH[kind] ?? REACH.mouse) / view.pixels);
    if (token === null) return null;
    const { start, end } = hand.tokens[token];
    return (end - start) * view.pixels >= ROOM ? token : null;
  }

  down(event) {
    const spot = event.button ? null : this.spot(event);
    if (!spot) return;
    this.fingers.set(event.pointerId, spot);
    spot.row.plot.setPointerCapture(event.pointerId);
    if (this.fingers.size === 2) return this.pinch();
    Object.assign(this, { start: spot, moved: false, gesture: this.grasp(spot, event.pointerType) });
  }
  // What a drag from here would do.
  grasp(spot, kind) {
    const { role } = spot.row.tier;
    const edge = this.edge(spot, kind);
    if (edge !== null) return pulls(this.ruler, edge);
    if (this.ruler.hand.editable(spot.row.tier) && !spot.shift) return draws(this.ruler, spot);
    return role === "time" || kind === "touch" ? pans(this.ruler, spot) : selects(this.ruler, spot);
  }
  move(event) {
    if (this.fingers.size === 2 && this.held) return this.spread(event);
    if (!this.start) return this.over(event);
    const spot = this.spot(event, this.start.row);
    this.moved ||= Math.hypot(spot.x - this.start.x, spot.y - this.start.y) >= STILL;
    if (this.moved) this.gesture.move(spot);
  }
  up(event) {
    const { start, moved, gesture } = this;
    this.fingers.delete(event.pointerId);
    if (this.fingers.size) return;
    Object.assign(this, { start: null, gesture: null, held: null });
    if (!start) return;
    if (moved) gesture.end?.();
    else this.click(start);
  }
  cancel(event) {
    this.fingers.delete(event.pointerId);
    if (this.moved) this.gesture?.cancel?.();
    Object.assign(this, { start: null, gesture: null, held: null });
  }

  // Other words have come under the pointer: what was begun on those before is let go.
  drop() {
    Object.assign(this, { start: null, gesture: null, held: null, moved: false });
  }

  over(event) {
    const spot = this.spot(event);
    const [row, part] = [spot?.row ?? null, spot?.part ?? null];
    Object.assign(this, { row, part });
    if (!spot) return this.leave();
    spot.row.plot.style.cursor = this.edge(spot, event.pointerType) === null ? "" : "ew-resize";
    if (this.ruler.model.get("locked")) this.ruler.mark();
    else this.ruler.act.hover(spot.seconds);
  }
  leave() {
    if (!this.start && !this.ruler.model.get("locked")) this.ruler.act.hover(null);
  }
  click({ seconds, token, shift }) {
    const { ruler } = this;
    const { selection } = ruler;
    if (shift) return ruler.choose(between(selection?.[0] ?? ruler.token, token), seconds);
    if (!ruler.model.get("locked") || !contains(selection, token)) return ruler.choose([token, token + 1], seconds);
    ruler.act.lock(false);
    ruler.act.hover(seconds);
    return ruler.act.select(null);
  }
  twice(event) {
    const spot = this.spot(event);
    if (!spot) return;
    const tokens = wordTokens(this.ruler.front.tokens, spot.token);
    this.ruler.choose(tokens);
    this.ruler.closeTo(tokens);
  }

  // Two fingers hold the moments under them.
  pinch() {
    if (this.moved) this.gesture?.cancel?.();
    this.start = null;
    this.held = [...this.fingers].sort(([, a], [, b]) => a.x - b.x).map(([id, { seconds, x }]) => ({ id, seconds, x }));
  }
  spread(event) {
    const finger = this.held.find(({ id }) => id === event.pointerId);
    if (!finger) return;
    finger.x = this.spot(event, this.fingers.get(event.pointerId).row).x;
    const [left, right] = this.held;
    this.ruler.zoom(pinched([left.seconds, right.seconds], [left.x, right.x], this.ruler.view.width, this.ruler.limits));
  }

  wheel(event) {
    const spot = this.spot(event);
    if (!spot) return;
    const unit = event.deltaMode ? 16 : 1; // lines, or pixels
    const [across, down] = [event.deltaX * unit, event.deltaY * unit];
    const { ruler } = this;
    if (event.ctrlKey || event.metaKey) ruler.closer(2 ** (-Math.max(-200, Math.min(200, down)) / 150), spot.seconds);
    else if (event.shiftKey || Math.abs(across) > Math.abs(down)) ruler.pan((across || down) / ruler.view.pixels);
    else if (spot.row.tier.role === "time" && !ruler.whole) ruler.pan(down / ruler.view.pixels);
    else if (ruler.hand.editable(spot.row.tier) && contains(ruler.selection, spot.token)) this.turn(spot.row.tier, down);
    else return; // the page scrolls
    event.preventDefault();
  }
  // One step for each notch of a wheel; a smooth one turns until it has gone as far.
  turn(tier, down) {
    this.wheeled += down;
    const steps = Math.trunc(this.wheeled / NOTCH);
    if (!steps) return;
    this.wheeled = 0;
    this.ruler.hand.raise(tier.name, -Math.sign(steps));
  }
}

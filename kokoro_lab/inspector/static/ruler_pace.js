// How sharp the tiers are drawn: as sharp as the screen at rest; where a machine cannot keep up, one pixel a pixel
// for as long as the view moves.

const LATE = 24; // milliseconds between two frames of a moving view that are seen as a stumble
const OFTEN = 3; // such frames in one movement before it is drawn coarser
const REST = 150; // milliseconds without a movement, after which it has ended
const SHARPEST = 2; // device pixels to a pixel; more cannot be seen and costs time

export class Pace {
  // `onRest` is called when a movement that was drawn coarser has ended.
  constructor(onRest) {
    Object.assign(this, { onRest, last: null, late: 0 });
  }
  get coarse() {
    return this.late >= OFTEN;
  }
  ratio(screen = 1) {
    return this.coarse ? 1 : Math.min(screen, SHARPEST);
  }
  // The view has moved, at a time in milliseconds.
  moved(now) {
    if (this.last !== null && now - this.last > LATE) this.late += 1;
    this.last = now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), REST);
  }
  rest() {
    const { coarse } = this;
    Object.assign(this, { last: null, late: 0 });
    if (coarse) this.onRest();
  }
  close() {
    clearTimeout(this.timer);
  }
}

// The view turns a page when the playhead leaves it, and turns back once all has been heard: whoever changed
// something there wants to go on with it.

const PLACE = 0.08; // where in the view the playhead stands when a page was turned
const END = 0.1; // seconds before the end that count as the end

export class Follow {
  constructor(ruler) {
    Object.assign(this, { ruler, heard: null, home: null, turned: null });
  }
  onPlayhead() {
    const { model, view } = this.ruler;
    const [now, before] = [model.get("playhead"), this.heard];
    this.heard = now;
    this.ruler.mark();
    if (now === null || !model.get("playing") || view.holds(now)) return;
    if (before !== null && !view.holds(before)) return; // somebody looks elsewhere
    this.home ??= model.get("span");
    this.ruler.pan(now - PLACE * (view.end - view.start) - view.start);
    this.turned = model.get("span");
  }
  onPlaying() {
    const { model, front } = this.ruler;
    if (model.get("playing") || !this.home) return;
    const [home, there] = [this.home, model.get("span") === this.turned];
    this.home = this.turned = null;
    if (there && (this.heard === null || this.heard >= front.seconds - END)) this.ruler.zoom(home);
  }
}

// What is heard: a range of a trace, or of one of its stages, once or looped, at full or half speed.
//
// Follows the model's trace, other, showing, stage, half and loop while it plays, at the same phoneme; writes
// playhead, playing and failure.
import { TAIL, slowed } from "./slow.js";
import { Speaker, faded } from "./speaker.js";
import { numbers } from "./trace.js";

const HALF = 0.5;
const END = 0.005; // seconds: from so little before the end nothing is resumed

// Samples between two times, faded at both ends.
export function cut(samples, range, rate, speed = 1) {
  const [first, end] = range.map((seconds) => Math.round(seconds * rate));
  const part = (stop) => Float32Array.from(samples.subarray(first, stop), (s) => s / 32768);
  if (speed === 1) return faded(part(end), rate);
  const slow = slowed(part(end + Math.round(TAIL * rate)), 1 / speed, rate);
  return faded(slow.subarray(0, Math.round((end - first) / speed)), rate);
}

// The range of one version in the time of another: the same phonemes.
export function carried(range, from, to) {
  if (from === to) return range;
  const [first, last] = range.map((seconds) => to.at(from.place(seconds)));
  const end = range[1] >= from.seconds ? to.seconds : last;
  return [Math.max(0, range[0] <= 0 ? 0 : first), Math.min(end, to.seconds)];
}

export class Deck {
  constructor(model, ask) {
    Object.assign(this, { model, ask });
    this.speaker = new Speaker({ moved: (seconds) => model.set("playhead", seconds), ended: (voice) => this.ended(voice) });
    this.wishes = 0; // so that an answer that comes late is not played
    this.sounds = new WeakMap(); // by trace: stages that were fetched
    this.onChange = () => this.follow();
    this.follows = ["trace", "other", "showing", "stage", "half", "loop"].map((name) => `change:${name}`);
    for (const event of this.follows) model.on(event, this.onChange);
  }

  get heard() {
    const { model } = this;
    return (model.get("showing") === "A" && model.get("other")) || model.get("trace");
  }

  // Play a range, by default the selection or all; from where it was left, if that is within.
  play({ from, to, loop } = {}) {
    const trace = this.heard;
    if (!trace) return Promise.resolve();
    this.speaker.open(trace.rate);
    const selection = trace.fitting(this.model.get("selection")); // it may have been made in the other one
    const chosen = selection ? trace.tokenSpan(selection) : [0, trace.seconds];
    const own = from === undefined || (from >= chosen[0] && from < chosen[1]) ? chosen : [0, trace.seconds];
    const range = [from ?? own[0], to ?? own[1]];
    const left = this.model.get("playhead");
    const resumes = from === undefined && left !== null && left > range[0] && left < range[1] - END;
    if (loop !== undefined) this.model.set("loop", loop);
    return this.start(trace, range, () => (resumes ? left : range[0]));
  }

  toggle() {
    return this.model.get("playing") ? this.stop() : this.play();
  }

  // Silence; the playhead stays where it is.
  stop() {
    this.wishes += 1;
    const { position } = this.speaker;
    if (position === null) return;
    this.speaker.stop();
    this.model.set("playhead", position);
    this.model.set("playing", false);
  }

  // What is heard has changed: go on at the same phoneme, or stop where there is none.
  follow() {
    const { heard, speaker: { voice } } = this;
    if (!voice && this.model.get("playhead") > (heard?.seconds ?? 0)) this.model.set("playhead", null);
    if (!voice || !heard) return;
    if (heard.tokens.length !== voice.trace.tokens.length || heard.rate !== voice.trace.rate) {
      this.stop();
      this.model.set("playhead", null);
      return;
    }
    const range = carried(voice.range, voice.trace, heard);
    this.start(heard, range, (seconds) => heard.at(voice.trace.place(seconds ?? voice.range[1])));
  }

  // Begin a voice; whatever sounds fades into it. `place` says where, given where that is by then.
  async start(trace, range, place) {
    const wish = (this.wishes += 1);
    const speed = this.model.get("half") ? HALF : 1;
    try {
      const samples = await this.samples(trace, this.model.get("stage"));
      if (wish !== this.wishes) return;
      const part = cut(samples, range, trace.rate, speed);
      if (!part.length) return;
      this.model.set("playing", true);
      this.speaker.sound({ trace, range, speed, loop: this.model.get("loop") }, part, place);
    } catch (error) {
      if (wish === this.wishes) this.model.set("failure", error.message);
    }
  }

  ended({ range }) {
    this.model.set("playhead", range[1]);
    this.model.set("playing", false);
    this.model.fire("ended");
  }

  // int16 samples of a trace, or of one of its stages.
  async samples(trace, stage) {
    if (stage === null) return trace.samples;
    const other = this.model.get("other");
    const from = stage === "difference" && other ? { against: other.request, against_chunk: other.chunk.index } : { against: null };
    const key = JSON.stringify([stage, from]);
    const held = this.sounds.get(trace) ?? new Map();
    this.sounds.set(trace, held);
    if (!held.has(key)) {
      const { request, chunk } = trace;
      const asked = this.ask({ kind: "sound", request, chunk: chunk.index, stage, ...from }).then(({ buffers }) => numbers("int16", buffers[0]));
      held.set(key, asked); // at once: whoever presses twice asks once
      asked.catch(() => held.delete(key));
    }
    return held.get(key);
  }

  close() {
    for (const event of this.follows) this.model.off(event, this.onChange);
    this.wishes += 1;
    return this.speaker.close();
  }
}

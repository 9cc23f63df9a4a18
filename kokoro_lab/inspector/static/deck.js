// What is heard: a range of a trace, or of one of its stages, once or looped, at full or half speed.
//
// Follows the model's trace, other, showing, stage, half and loop while it plays, at the same phoneme; writes
// playhead, playing and failure.
import { slowed } from "./slow.js";
import { numbers } from "./trace.js";

const FADE = 0.005; // seconds at a cut, so that it does not click
const CROSS = 0.01; // seconds from one version to another
const AHEAD = 0.02; // seconds from a decision to the sound: by then the audio thread has heard of it
const HALF = 0.5;

// Samples between two times, faded at both ends.
export function cut(samples, [from, to], rate, speed = 1) {
  const part = Float32Array.from(samples.subarray(Math.round(from * rate), Math.round(to * rate)), (s) => s / 32768);
  const out = speed === 1 ? part : slowed(part, 1 / speed, rate);
  const fade = Math.min(Math.round(FADE * rate), out.length >> 1);
  for (let i = 0; i < fade; i += 1) {
    out[i] *= i / fade;
    out[out.length - 1 - i] *= i / fade;
  }
  return out;
}

// Where a range that began at `start` is after so many seconds of sound.
export function reached({ range: [from, to], start, speed, loop }, elapsed) {
  const at = start + Math.max(0, elapsed) * speed;
  if (at < to) return at;
  return loop ? from + ((at - from) % (to - from)) : to;
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
    this.voice = null; // what sounds now
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

  // Seconds of the trace heard, with the way to the ear allowed for.
  get position() {
    if (!this.voice) return this.model.get("playhead");
    const { currentTime, outputLatency, baseLatency } = this.context;
    return reached(this.voice, currentTime - (outputLatency || baseLatency || 0) - this.voice.at);
  }

  // Play a range, by default the selection or all; from where it was left, if that is within.
  play({ from, to, loop } = {}) {
    const trace = this.heard;
    if (!trace) return Promise.resolve();
    this.open(trace.rate);
    const selection = trace.fitting(this.model.get("selection")); // it may have been made in the other one
    const chosen = selection ? trace.tokenSpan(selection) : [0, trace.seconds];
    const own = from === undefined || (from >= chosen[0] && from < chosen[1]) ? chosen : [0, trace.seconds];
    const range = [from ?? own[0], to ?? own[1]];
    const left = this.model.get("playhead");
    const resumes = from === undefined && left !== null && left > range[0] && left < range[1] - FADE;
    if (loop !== undefined) this.model.set("loop", loop);
    return this.start(trace, range, () => (resumes ? left : range[0]));
  }

  toggle() {
    return this.model.get("playing") ? this.stop() : this.play();
  }

  // Silence; the playhead stays where it is.
  stop() {
    this.wishes += 1;
    if (!this.voice) return;
    this.model.set("playhead", this.position);
    this.fade(this.voice, this.context.currentTime + AHEAD, FADE);
    this.rest();
  }

  open(rate) {
    if (this.context?.sampleRate !== rate) {
      this.context?.close();
      this.context = new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    }
    this.context.resume();
  }

  // What is heard has changed: go on at the same phoneme, or stop where there is none.
  follow() {
    const { voice, heard } = this;
    if (!voice && this.model.get("playhead") > (heard?.seconds ?? 0)) this.model.set("playhead", null);
    if (!voice || !heard) return;
    if (heard.tokens.length !== voice.trace.tokens.length || heard.rate !== voice.trace.rate) {
      this.stop();
      this.model.set("playhead", null);
      return;
    }
    const range = carried(voice.range, voice.trace, heard);
    this.start(heard, range, (now) => heard.at(voice.trace.place(reached(voice, now - voice.at))));
  }

  // Begin a voice; whatever sounds fades into it. `place` says where, given the time at which it begins.
  async start(trace, range, place) {
    const wish = (this.wishes += 1);
    const speed = this.model.get("half") ? HALF : 1;
    try {
      const samples = await this.samples(trace, this.model.get("stage"));
      if (wish !== this.wishes) return;
      const part = cut(samples, range, trace.rate, speed);
      if (part.length) this.sound({ trace, range, speed, loop: this.model.get("loop") }, part, place);
    } catch (error) {
      if (wish === this.wishes) this.model.set("failure", error.message);
    }
  }

  sound(voice, part, place) {
    const { context } = this;
    const { sampleRate: rate } = context;
    const at = Math.ceil((context.currentTime + AHEAD) * rate) / rate;
    const [from, to] = voice.range;
    const start = Math.min(Math.max(place(at), from), Math.max(from, to - 1 / rate));
    const buffer = context.createBuffer(1, part.length, rate);
    buffer.copyToChannel(part, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop: voice.loop });
    const gain = new GainNode(context, { gain: 0 });
    source.connect(gain).connect(context.destination);
    const rise = this.voice ? CROSS : FADE;
    gain.gain.setValueAtTime(0, at).linearRampToValueAtTime(1, at + rise);
    source.start(at, Math.round(((start - from) / voice.speed) * rate) / rate);
    if (this.voice) this.fade(this.voice, at, CROSS);
    this.voice = { ...voice, at, start, rise, source, gain };
    source.onended = () => this.ended(source);
    this.model.set("playing", true);
    this.draw();
  }

  fade({ source, gain, at: began, rise }, at, length) {
    const level = Math.min(1, Math.max(0, (at - began) / rise)); // it may still be fading in
    gain.gain.cancelScheduledValues(at);
    gain.gain.setValueAtTime(level, at).linearRampToValueAtTime(0, at + length);
    source.stop(at + length);
  }

  ended(source) {
    if (this.voice?.source !== source) return; // another has taken over
    this.model.set("playhead", this.voice.range[1]);
    this.rest();
    this.model.fire("ended");
  }

  rest() {
    cancelAnimationFrame(this.frame);
    this.voice = null;
    this.model.set("playing", false);
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.model.set("playhead", this.position);
    this.frame = requestAnimationFrame(() => this.draw());
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
    cancelAnimationFrame(this.frame);
    this.wishes += 1;
    return this.context?.close();
  }
}

// One sound at a time by the Web Audio API: it starts, stops and gives way to the next without a click, and says
// where it is.
const EDGE = 0.005; // seconds at both ends of a cut, so that it does not click
const FADE = 0.01; // seconds at a start, at a stop, and from one sound to another
const AHEAD = 0.02; // seconds from a decision to the sound: by then, as a rule, the audio thread has heard of it
const LATE = 1; // seconds by which what faded out is silent for certain
const PATIENCE = 500; // milliseconds in which a browser that lets a page sound has let it

// Samples with silent ends, in place.
export function faded(samples, rate) {
  const edge = Math.min(Math.round(EDGE * rate), samples.length >> 1);
  for (let i = 0; i < edge; i += 1) {
    samples[i] *= i / edge;
    samples[samples.length - 1 - i] *= i / edge;
  }
  return samples;
}

// Where a range that began at `start` is after so many seconds of sound.
export function reached({ range: [from, to], start, speed, loop }, elapsed) {
  const at = start + Math.max(0, elapsed) * speed;
  if (at < to) return at;
  return loop ? from + ((at - from) % (to - from)) : to;
}

export class Speaker {
  // `moved(seconds)` is called on every frame while it sounds, `ended(voice)` when a voice was heard to its end.
  constructor({ moved, ended }) {
    Object.assign(this, { moved, ended, context: null });
    this.voice = null; // what sounds now
  }

  open(rate) {
    if (this.context?.sampleRate !== rate) {
      this.rest();
      this.context?.close();
      this.context = new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    }
    this.woken = this.context.resume();
  }

  // Whether an open one may sound: a browser forbids it until the page has been touched.
  async allowed() {
    const { context } = this;
    await Promise.race([this.woken, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    return context.state === "running";
  }

  // The moment for which orders are given.
  get soon() {
    return this.context.currentTime + AHEAD;
  }

  // Seconds in what sounds, with the way to the ear allowed for; null in silence.
  get position() {
    if (!this.voice) return null;
    const { currentTime, outputLatency, baseLatency } = this.context;
    return reached(this.voice, currentTime - (outputLatency || baseLatency || 0) - this.voice.at);
  }

  // Sound these samples, which are `voice.range` (seconds) of something; what sounds fades into them.
  // `place(seconds)` says where in the range to begin, given where what sounded will be by then (null after silence).
  sound({ speed = 1, loop = false, ...about }, samples, place) {
    const { context, voice: before } = this;
    const { sampleRate: rate } = context;
    const at = Math.ceil(this.soon * rate) / rate;
    const [from, to] = about.range;
    const start = Math.min(Math.max(place(before && reached(before, at - before.at)), from), Math.max(from, to - 1 / rate));
    const buffer = context.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop });
    const gain = new GainNode(context, { gain: 0 });
    source.connect(gain).connect(context.destination);
    source.start(at, Math.round(((start - from) / speed) * rate) / rate);
    const ramps = [this.ramp(gain, 1, at)];
    if (before) this.fade(before, at);
    this.voice = { ...about, speed, loop, at, start, source, gain, ramps };
    source.onended = () => {
      for (const ramp of ramps) ramp.stop();
      this.finish(source);
    };
    this.draw();
  }

  // Silence.
  stop() {
    if (this.voice) this.fade(this.voice, this.soon);
    this.rest();
  }

  fade({ source, gain, ramps }, at) {
    ramps.push(this.ramp(gain, -1, at));
    source.stop(at + LATE);
  }

  // Adds `by` to a gain, little by little, and for good. It is a sound, not an automation: told too late, a sound begins
  // at its beginning, while an automation jumps to where it should have been.
  ramp(gain, by, at) {
    const { context } = this;
    const rate = context.sampleRate;
    const frames = Math.round(FADE * rate);
    const buffer = context.createBuffer(1, 2 * frames, rate);
    buffer.copyToChannel(Float32Array.from({ length: 2 * frames }, (_, i) => by * Math.min(1, i / frames)), 0);
    const held = { loop: true, loopStart: frames / rate, loopEnd: (2 * frames) / rate };
    const ramp = new AudioBufferSourceNode(context, { buffer, ...held });
    ramp.connect(gain.gain);
    ramp.start(at);
    return ramp;
  }

  finish(source) {
    const { voice } = this;
    if (voice?.source !== source) return; // another has taken over
    this.rest();
    this.ended(voice);
  }

  rest() {
    if (this.voice) cancelAnimationFrame(this.frame);
    this.voice = null;
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.moved(this.position);
    if (this.voice) this.frame = requestAnimationFrame(() => this.draw());
  }

  close() {
    this.rest();
    return this.context?.close();
  }
}

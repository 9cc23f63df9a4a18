// Two versions of an utterance of hums on a deck whose output is written down, sample by sample.
import { Deck } from "/static/deck.js";
import { Model } from "/static/model.js";
import { Trace } from "/static/trace.js";

const RATE = 24000;
const TAP = `registerProcessor("tap", class extends AudioWorkletProcessor {
  process([[heard]]) {
    this.port.postMessage(heard ? heard.slice() : new Float32Array(128));
    return true;
  }
});`;
const heard = [];

function version(key, frames, hz) {
  let at = 0;
  const tokens = frames.map((count) => ({ frames: count, start: at, end: (at += count * 0.025), symbol: "a", word: -1 }));
  const values = Int16Array.from({ length: Math.round(at * RATE) }, (_, i) => 9000 * Math.sin((2 * Math.PI * hz * i) / RATE));
  return Object.assign(new Trace({ tiers: [] }, []), {
    key, tokens, rate: RATE, seconds: at, request: { text: key }, chunk: { index: 0 }, tiers: [{ kind: "wave", values }],
  });
}

const [A, B] = [version("A", [4, 6, 20, 6, 4], 130), version("B", [4, 6, 80, 6, 4], 170)];
const model = new Model({
  trace: B, other: A, showing: "B", stage: null, half: false, loop: false, selection: null, playhead: null, playing: false,
});
const ask = async () => ({ message: {}, buffers: [new DataView(Int16Array.from(B.samples, (s) => s / 2).buffer)] });
const deck = new Deck(model, ask);

const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (this.context.tap && to === this.context.destination) connect.call(this, this.context.tap);
  return connect.call(this, to, ...rest);
};

async function open() {
  deck.speaker.open(RATE);
  const url = URL.createObjectURL(new Blob([TAP], { type: "text/javascript" }));
  await deck.speaker.context.audioWorklet.addModule(url);
  const tap = new AudioWorkletNode(deck.speaker.context, "tap");
  tap.port.onmessage = ({ data }) => heard.push(data);
  tap.connect(deck.speaker.context.destination);
  deck.speaker.context.tap = tap;
}

const step = (samples) => samples.reduce((most, s, i) => (i ? Math.max(most, Math.abs(s - samples[i - 1])) : 0), 0);
const written = () => Float32Array.from(heard.flatMap((part) => [...part]));

// How far the samples of B that were heard differ from it, the fades at both ends left out.
function distance() {
  const all = written();
  const first = all.findIndex((s) => s !== 0) - 1; // the first sample of a fade is zero
  let most = 0;
  for (let i = 240; i < B.samples.length - 240; i += 1) most = Math.max(most, Math.abs(all[first + i] - B.samples[i] / 32768));
  return most;
}

Object.assign(window, {
  deck, model, A, B, open, distance,
  forget: () => heard.splice(0),
  loudest: () => written().reduce((most, s) => Math.max(most, Math.abs(s)), 0),
  step: () => step(written()),
  usual: Math.max(...[A, B].map(({ samples }) => step(Float32Array.from(samples, (s) => s / 32768)))),
});

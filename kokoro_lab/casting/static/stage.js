// Where voices are heard, one at a time: stored clips, and takes, which give way to each other at the same word.
//
// Writes the model's heard, playing, playhead, silent (the browser does not let the page sound yet) and failure.
import { Speaker, faded } from "../inspector/speaker.js";
import { sameText } from "./take.js";

const RATE = 24000; // Hz, of every clip and take
const WAKING = ["click", "keydown"];
const ENDED = 0.01; // seconds: from so little before the end it begins anew

export class Stage {
  // `fetchClip(name)` promises the bytes of a voice's clip.
  constructor({ model, fetchClip }) {
    Object.assign(this, { model, fetchClip });
    this.speaker = new Speaker({ moved: (seconds) => model.set("playhead", seconds), ended: () => this.forget() });
    this.wishes = 0; // so that what comes late is not played
    this.clips = new Map(); // by name: promises of what is played
    this.last = null; // what was heard last
  }

  // Hear the stored clip of a voice from its beginning.
  hearClip(name) {
    return this.start({ kind: "clip", name }, () => this.clip(name), () => 0);
  }

  // Hear a take: from a time in seconds; else, where one of the same text sounds, from the same word; else from its
  // beginning. The one that sounds begins again.
  hearTake(take, { from } = {}) {
    const { voice } = this.speaker;
    const goesOn = from === undefined && voice?.take && voice.take !== take && sameText(voice.take, take);
    const place = goesOn ? (seconds) => take.at(voice.take.place(seconds ?? voice.take.seconds)) : () => from ?? 0;
    return this.start({ kind: "take", formula: take.key }, async () => spoken(take), place);
  }

  // Pause, or go on with what was heard last.
  toggle() {
    if (this.model.get("playing")) return this.pause();
    if (!this.last) return Promise.resolve();
    const { heard, part } = this.last;
    const left = this.model.get("playhead") ?? 0;
    return this.start(heard, async () => part, () => (left < part.seconds - ENDED ? left : 0));
  }

  pause() {
    const { position } = this.speaker;
    this.wishes += 1;
    this.speaker.stop();
    if (position !== null) this.model.set("playhead", position);
    this.model.set("playing", false);
  }

  // Go to a time in what was heard last.
  seek(seconds) {
    if (!this.last) return Promise.resolve();
    const { heard, part } = this.last;
    const to = Math.min(Math.max(seconds, 0), part.seconds);
    if (this.model.get("playing")) return this.start(heard, async () => part, () => to);
    this.model.set("heard", heard);
    this.model.set("playhead", to);
    return Promise.resolve();
  }

  hush() {
    this.wishes += 1;
    this.speaker.stop();
    this.forget();
  }

  async start(heard, load, place) {
    const wish = (this.wishes += 1);
    this.speaker.open(RATE);
    try {
      const [part, allowed] = await Promise.all([load(), this.speaker.allowed()]);
      if (wish !== this.wishes) return;
      if (!allowed) return this.wait(); // later it would sound all of a sudden, when nobody asks for it any more
      this.last = { heard, part };
      this.model.set("silent", false);
      this.model.set("heard", heard);
      this.speaker.sound({ take: part.take, range: [0, part.seconds] }, part.samples, place);
      this.model.set("playing", true);
    } catch (error) {
      if (wish === this.wishes) this.model.set("failure", `It cannot be heard: ${error.message}`);
    }
  }

  // The browser lets a page sound once a button or a key was pressed.
  wait() {
    if (this.model.get("silent")) return;
    this.model.set("silent", true);
    const wake = async () => {
      this.speaker.open(RATE);
      if (!(await this.speaker.allowed())) return;
      for (const event of WAKING) document.removeEventListener(event, wake);
      this.model.set("silent", false);
    };
    for (const event of WAKING) document.addEventListener(event, wake);
  }

  // Nothing is heard any more.
  forget() {
    this.model.set("playing", false);
    this.model.set("playhead", null);
    this.model.set("heard", null);
  }

  clip(name) {
    if (!this.clips.has(name)) {
      const decoded = this.fetchClip(name).then((bytes) => this.speaker.context.decodeAudioData(bytes)).then(played);
      this.clips.set(name, decoded); // at once: who hovers twice asks once
      decoded.catch(() => this.clips.delete(name));
    }
    return this.clips.get(name);
  }

  close() {
    this.wishes += 1;
    return this.speaker.close();
  }
}

function played(buffer) {
  return { take: null, seconds: buffer.duration, samples: faded(buffer.getChannelData(0), buffer.sampleRate) };
}

function spoken(take) {
  const samples = faded(Float32Array.from(take.samples, (sample) => sample / 32768), take.rate);
  return { take, seconds: take.seconds, samples };
}

// A gapless player of PCM: an AudioWorklet with a queue, which plays on whatever the page is busy with.
//
// In the module form of anywidget, so that a notebook can host it as well as the page.
// Reads   rate     samples per second
//         run      a number while something is to be heard, null for silence; a new number starts anew
//         "msg:custom" {kind: "sound"} with int16 samples in buffers[0], {kind: "end"} after the last
// Writes  state      "speaking" from the first sample, "finished" after the last
//         heard      seconds of sound that have left the loudspeaker
//         first      seconds from the start of the run to the first sound
//         underruns  how often the queue ran dry before the end
//         failure    why there is no sound, for a person

const WORKLET = `
const REPORT = 8; // quanta of 128 samples between two reports: 43 ms at 24 kHz

class Queue extends AudioWorkletProcessor {
  constructor() {
    super();
    this.begin(null);
    this.port.onmessage = ({ data }) => {
      if ("run" in data) this.leave(data.run);
      else if (data.samples) this.parts.push(data.samples);
      else if (data.end) this.whole = true;
    };
  }
  begin(run) {
    Object.assign(this, { run, parts: [], offset: 0, played: 0, underruns: 0, quanta: 0 });
    Object.assign(this, { dry: true, whole: false, over: false });
  }
  leave(run) { // what is being heard fades within one quantum, so that silence does not click
    const tail = new Float32Array(128);
    this.take(tail);
    this.tail = tail.map((sample, i) => sample * (1 - i / tail.length));
    this.begin(run);
  }
  take(out) {
    let filled = 0;
    while (filled < out.length && this.parts.length) {
      const part = this.parts[0];
      const count = Math.min(out.length - filled, part.length - this.offset);
      out.set(part.subarray(this.offset, this.offset + count), filled);
      filled += count;
      this.offset += count;
      if (this.offset === part.length) {
        this.parts.shift();
        this.offset = 0;
      }
    }
    return filled;
  }
  process(inputs, [[out]]) {
    if (this.tail) {
      out.set(this.tail);
      this.tail = null;
      return true;
    }
    const filled = this.take(out);
    const ranDry = filled < out.length && !this.dry && !this.whole;
    const started = filled > 0 && this.played === 0;
    const ended = filled < out.length && this.whole && !this.over;
    this.played += filled;
    this.underruns += ranDry;
    this.dry = filled < out.length;
    this.over ||= ended;
    this.quanta += 1;
    if (started || ended || ranDry || (filled && this.quanta % REPORT === 0)) {
      const { run, played, underruns, dry } = this;
      this.port.postMessage({ run, played, underruns, dry, started, ended, at: currentTime });
    }
    return true;
  }
}
registerProcessor("kokoro-queue", Queue);
`;

export class Player {
  // onReport({run, played, underruns, started, ended}) is called about every 43 ms of sound.
  constructor(rate, onReport) {
    this.rate = rate;
    this.onReport = onReport;
    this.forget(null);
    this.opened = this.open();
  }

  async open() {
    this.context = new AudioContext({ sampleRate: this.rate, latencyHint: "interactive" });
    if (!this.context.audioWorklet)
      throw new Error("This browser plays streamed sound only over https or from this computer (localhost).");
    const url = URL.createObjectURL(new Blob([WORKLET], { type: "text/javascript" }));
    await this.context.audioWorklet.addModule(url);
    URL.revokeObjectURL(url);
    this.node = new AudioWorkletNode(this.context, "kokoro-queue", { numberOfInputs: 0, outputChannelCount: [1] });
    this.node.connect(this.context.destination);
    this.node.port.onmessage = ({ data }) => {
      if (data.run !== this.run) return;
      this.last = data;
      this.onReport(data);
    };
  }

  forget(run) {
    this.run = run;
    this.pushed = 0;
    this.last = { played: 0, at: 0, dry: true };
  }

  // Silence at once; then wait for the samples of a new run, or of none. Call it from a click.
  async begin(run) {
    this.forget(run);
    if (run !== null) this.context.resume();
    await this.opened;
    this.node.port.postMessage({ run });
  }

  async push(int16) {
    const samples = Float32Array.from(int16, (sample) => sample / 32768);
    this.pushed += samples.length;
    await this.opened;
    this.node.port.postMessage({ samples }, [samples.buffer]);
  }

  async end() {
    await this.opened;
    this.node.port.postMessage({ end: true });
  }

  get latency() {
    return this.context.outputLatency || this.context.baseLatency || 0;
  }

  // Seconds that have been heard: what the worklet last said, the time since, less the way to the ear.
  get heard() {
    const { played, at, dry } = this.last;
    const since = dry ? 0 : this.context.currentTime - at;
    return Math.max(0, Math.min(this.pushed / this.rate, played / this.rate + since - this.latency));
  }

  close() {
    return this.context.close();
  }
}

function render({ model }) {
  let clicked = 0;
  let frame = 0;
  const player = new Player(model.get("rate"), onReport);
  player.opened.catch(fail);

  function fail(error) {
    model.set("failure", error.message);
  }

  function onReport({ underruns, started, ended }) {
    if (started) {
      model.set("first", (performance.now() - clicked) / 1000 + player.latency);
      model.set("state", "speaking");
      follow();
    }
    model.set("underruns", underruns);
    if (ended) {
      cancelAnimationFrame(frame);
      model.set("heard", player.pushed / player.rate);
      model.set("state", "finished");
    }
  }

  function follow() {
    model.set("heard", player.heard);
    frame = requestAnimationFrame(follow);
  }

  function onRun() {
    const run = model.get("run");
    cancelAnimationFrame(frame);
    clicked = performance.now();
    if (run !== null) model.set("heard", 0);
    player.begin(run).catch(fail);
  }

  function onMessage(message, buffers) {
    if (message.kind === "sound") {
      const { buffer, byteOffset, byteLength } = buffers[0];
      player.push(new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength))).catch(fail);
    } else if (message.kind === "end") player.end().catch(fail);
  }

  model.on("change:run", onRun);
  model.on("msg:custom", onMessage);
  return () => {
    cancelAnimationFrame(frame);
    model.off("change:run", onRun);
    model.off("msg:custom", onMessage);
    player.close();
  };
}

export default { render };

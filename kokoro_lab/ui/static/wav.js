// The whole utterance as a wav file, made of the samples that were played: nothing is kept on the server.
import { make } from "./inspector/dom.js";
import { size } from "./inspector/exhibit_numbers.js";

// The 44 bytes before the samples of a wav file: mono, 16 bits.
export function header(bytes, rate) {
  const view = new DataView(new ArrayBuffer(44));
  const write = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true); // size of what follows up to "data"
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true); // bytes per second
  view.setUint16(32, 2, true); // bytes per sample of all channels
  view.setUint16(34, 16, true); // bits per sample
  write(36, "data");
  view.setUint32(40, bytes, true);
  return view;
}

function render({ model, el }) {
  const link = make("a", "kl-wav");
  link.download = "kokoro-lab.wav";
  link.hidden = true;
  el.append(link);
  let parts = [];
  let bytes = 0;

  function forget() {
    if (link.href) URL.revokeObjectURL(link.href);
    link.removeAttribute("href");
    link.hidden = true;
    [parts, bytes] = [[], 0];
  }

  function onMessage(message, buffers) {
    if (message.kind === "sound") {
      parts.push(new Blob([buffers[0]])); // a blob may wait on the browser's disk
      bytes += buffers[0].byteLength;
    }
    if (message.kind !== "end") return;
    link.href = URL.createObjectURL(new Blob([header(bytes, model.get("rate")), ...parts], { type: "audio/wav" }));
    link.textContent = `Download wav (${size(bytes + 44)})`;
    link.hidden = false;
  }

  function onRun() {
    if (model.get("run") !== null) forget();
  }

  model.on("msg:custom", onMessage);
  model.on("change:run", onRun);
  return forget;
}

export default { render };

// Asks over Gradio: one at a time; the others wait in line. Answers come as a ring of messages.
import { reader } from "./ring.js";

// The component that carries the messages gives its channel; the page waits for it.
export let offer;
export const offered = new Promise((resolve) => { offer = resolve; });

// A channel is { trigger(data), cancel(), value(), onValue(listener) }; its owner calls channel.settled() whenever
// the server is done with what was triggered. The result is ask(message, { signal, onProgress }).
export function gradioChannel(channel) {
  const line = []; // what waits
  let now = null; // what the server has
  let runs = 0;

  function ask(message, { signal, onProgress } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const job = { run: (runs += 1), message, resolve, reject, onProgress, begun: false, over: false, cancelled: false };
      signal?.addEventListener("abort", () => drop(job, signal.reason), { once: true });
      line.push(job);
      next();
    });
  }

  function next() {
    if (now !== null || line.length === 0) return;
    now = line.shift();
    channel.trigger({ run: now.run, ask: now.message });
  }

  function drop(job, why) {
    if (job.over) return;
    job.over = true;
    job.reject(why);
    if (line.includes(job)) line.splice(line.indexOf(job), 1);
    release();
  }

  // Have the server stop what nobody waits for; before it has answered, Gradio cannot cancel.
  function release() {
    if (now === null || !now.over || !now.begun || now.cancelled || now.answered) return;
    now.cancelled = true;
    channel.cancel();
  }

  function receive({ run, kind, message, buffers, ...progress }) {
    if (run !== now?.run) return;
    now.begun = true;
    now.answered = kind === "answer" || kind === "error";
    release();
    if (now.over) return;
    if (!now.answered) {
      now.onProgress?.({ ahead: progress.ahead ?? 0, loading: kind === "loading" });
      return;
    }
    now.over = true;
    if (kind === "error") now.reject(new Error(message));
    else now.resolve({ message, buffers: buffers.map(bytes) });
  }

  channel.settled = () => {
    const job = now;
    now = null;
    if (job && !job.over) {
      job.over = true;
      job.reject(new Error("The server stopped without an answer. Try again."));
    }
    next();
  };

  const read = reader(receive);
  channel.onValue(() => read(channel.value()));
  return ask;
}

// What was written as base64.
export function bytes(text) {
  const letters = atob(text);
  const found = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) found[i] = letters.charCodeAt(i);
  return new DataView(found.buffer);
}

// What is speaking: the weights that were loaded, from where, and on what.
import { make } from "./inspector/dom.js";

function render({ model, el }) {
  el.classList.add("kl-weights");
  model.on("msg:custom", ({ kind, identity }) => {
    if (kind !== "ready") return;
    const { weights, source, precision, device, threads, torch } = identity;
    const hash = make("code", "", weights.slice(0, 12));
    hash.title = `SHA-256 ${weights}`;
    el.replaceChildren(
      `Kokoro-82M, weights from ${source} (${precision}), SHA-256 `, hash,
      ` · ${device}, ${threads} ${threads === "1" ? "thread" : "threads"} · torch ${torch}`,
    );
  });
}

export default { render };

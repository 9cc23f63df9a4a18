"""Listening to what a page sends to the loudspeaker."""

import numpy as np
from playwright.sync_api import Page

# Keeps every sample that goes to the loudspeaker in window.heard, and in window.marked the words as marked.
TAP = """
window.marked = [];
new MutationObserver((changes) => {
  for (const { target } of changes)
    if (target.matches(".kl-heard")) window.marked.push(target.querySelector(".kl-text").textContent);
}).observe(document, { subtree: true, attributeFilter: ["class"] });

const WORKLET = `registerProcessor("tap", class extends AudioWorkletProcessor {
  process([[samples]]) { if (samples) this.port.postMessage(samples.slice()); return true; }
})`;
window.heard = [];
const Real = window.AudioContext;
window.AudioContext = class extends Real {
  #mixed; #ready;
  constructor(options) {
    super(options);
    super.suspend(); // until the tap listens, so that no sample is missed
    this.#mixed = new GainNode(this);
    this.#mixed.connect(super.destination);
    const module = URL.createObjectURL(new Blob([WORKLET], { type: "text/javascript" }));
    this.#ready = this.audioWorklet.addModule(module).then(() => {
      const tap = new AudioWorkletNode(this, "tap", { numberOfOutputs: 0 });
      tap.port.onmessage = ({ data }) => window.heard.push(...data);
      this.#mixed.connect(tap);
    });
  }
  get destination() { return this.#mixed; }
  resume() { return this.#ready.then(() => super.resume()); }
};
"""


def heard(page: Page) -> np.ndarray:
    """From the first sample that is not zero to the last."""
    samples = np.array(page.evaluate("window.heard"), dtype=np.float32)
    sounding = np.flatnonzero(samples)
    return samples[sounding[0] : sounding[-1] + 1] if len(sounding) else samples[:0]

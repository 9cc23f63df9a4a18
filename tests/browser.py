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
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (target, ...rest) {
  if (target instanceof AudioDestinationNode)
    this.context.audioWorklet.addModule(URL.createObjectURL(new Blob([WORKLET], { type: "text/javascript" })))
      .then(() => {
        const tap = new AudioWorkletNode(this.context, "tap", { numberOfOutputs: 0 });
        tap.port.onmessage = ({ data }) => window.heard.push(...data);
        connect.call(this, tap);
      });
  return connect.call(this, target, ...rest);
};
"""


def heard(page: Page) -> np.ndarray:
    """From the first sample that is not zero to the last."""
    samples = np.array(page.evaluate("window.heard"), dtype=np.float32)
    sounding = np.flatnonzero(samples)
    return samples[sounding[0] : sounding[-1] + 1] if len(sounding) else samples[:0]

// What hands can do here, in one line that goes for good once something was done, or when it is sent away.
import { make } from "./dom.js";

const SAID = "Drag an edge to make a sound longer; draw on F0; click a phoneme to see why it lasts.";
const KEY = "kokoro-lab-hint-read";

export class Hint {
  constructor(model) {
    this.el = make("p", "kl-ruler-hint");
    const close = make("button", "kl-hint-close", "×");
    close.type = "button";
    close.title = close.ariaLabel = "Do not show this again";
    close.addEventListener("click", () => this.close());
    this.el.append(make("span", "", SAID), close);
    this.el.hidden = read();
    this.deaf = ["selection", "request"].map((name) => {
      const listener = () => (model.get("selection") || model.get("request")?.edits.length) && this.close();
      model.on(`change:${name}`, listener);
      return () => model.off(`change:${name}`, listener);
    });
  }
  close() {
    this.el.hidden = true;
    remember();
  }
  off() {
    for (const stop of this.deaf) stop();
  }
}

// A page that may keep nothing (a notebook in a frame, a strict browser) says it again next time.
function read() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function remember() {
  try {
    localStorage.setItem(KEY, "1");
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

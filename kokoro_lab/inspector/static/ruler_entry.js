// A number typed for a phoneme, in a field where it stands.
import { make } from "./dom.js";
import { frameSeconds } from "./hits.js";

const FORM = /^([+\-−]?\d*[.,]?\d+)\s*(.*)$/;
const EXAMPLES = "4 frames, 100 ms, 212 Hz or +2 st";

// {frames}, {hertz} or {steps} in semitones; a number alone is frames.
export function parse(text, frame) {
  const [, digits, unit] = FORM.exec(text.trim()) ?? [];
  const value = Number(digits?.replace("−", "-").replace(",", "."));
  const kind = (unit ?? "").toLowerCase().replace(/\.$/, "");
  if (digits === undefined || !Number.isFinite(value)) throw new Error(`Type ${EXAMPLES}.`);
  if (["st", "semitone", "semitones"].includes(kind)) return { steps: value };
  if (value <= 0) throw new Error(`It must be above 0: ${EXAMPLES}.`);
  if (["", "f", "frame", "frames"].includes(kind)) return { frames: Math.max(1, Math.round(value)) };
  if (kind === "ms") return { frames: Math.max(1, Math.round(value / 1000 / frame)) };
  if (kind === "s") return { frames: Math.max(1, Math.round(value / frame)) };
  if (kind === "hz") return { hertz: value };
  throw new Error(`“${unit}” is no unit here: ${EXAMPLES}.`);
}

export class Entry {
  constructor(ruler) {
    this.ruler = ruler;
    this.el = make("form", "kl-entry");
    this.el.hidden = true;
    this.field = make("input", "");
    this.hint = make("output", "kl-entry-hint");
    this.el.append(this.field, this.hint);
    this.el.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("blur", () => (this.el.hidden = true));
  }
  open(token) {
    const { ruler } = this;
    if (!ruler.hand.free) return;
    const { start, symbol } = ruler.front.tokens[token];
    Object.assign(this, { token, back: document.activeElement });
    ruler.choose([token, token + 1]);
    this.field.value = `${ruler.hand.frames(token)} frames`;
    this.field.setAttribute("aria-label", `Duration or pitch of ${symbol.trim() || "the pause"}: ${EXAMPLES}`);
    this.hint.textContent = EXAMPLES;
    this.el.style.left = `${Math.max(0, Math.min(ruler.view.x(start), ruler.view.width - 280))}px`;
    this.el.hidden = false;
    this.field.focus();
    this.field.select();
  }
  submit(event) {
    event.preventDefault();
    try {
      this.ruler.hand.take(this.token, parse(this.field.value, frameSeconds(this.ruler.front.tokens)));
      this.close();
    } catch (error) {
      this.hint.textContent = error.message;
    }
  }
  onKey(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.close();
  }
  close() {
    this.el.hidden = true;
    this.back?.focus();
  }
}

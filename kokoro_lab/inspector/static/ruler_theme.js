// The colours and faces that canvases are painted with, read from the style sheet; new ones when the scheme changes.
import { rgba } from "./palette.js";

const NAMES = ["ground", "panel", "ink", "quiet", "line", "accent", "token", "frame", "curve", "bin", "sample"];

export class Theme {
  constructor(el) {
    const probe = el.appendChild(document.createElement("span")); // resolves variables of variables
    for (const name of NAMES) {
      probe.style.color = `var(--kl-${name})`;
      this[name] = plain(getComputedStyle(probe).color);
    }
    probe.remove();
    this.family = getComputedStyle(el).fontFamily;
    this.mixed = new Map(); // colours by what they are made of
    this.widths = new Map(); // of texts, by their fonts
    this.gauge = new OffscreenCanvas(1, 1).getContext("2d");
    this.faint = this.faded(this.line, 0.7);
  }
  // The colour of a clock by its name; ink where there is none.
  clock(name) {
    return NAMES.includes(name) ? this[name] : this.quiet;
  }
  tint(clock, alpha) {
    return this.faded(this.clock(clock), alpha);
  }
  faded(colour, alpha) {
    const key = `${colour} ${alpha}`;
    if (!this.mixed.has(key)) this.mixed.set(key, rgba(colour, alpha));
    return this.mixed.get(key);
  }
  font(pixels) {
    return `${pixels}px ${this.family}`;
  }
  ipa(pixels) {
    return `${pixels}px "Kokoro Lab IPA", ${this.family}`;
  }
  // The width of a text in a font; asked once.
  measure(font, text) {
    if (!this.widths.has(font)) this.widths.set(font, new Map());
    const known = this.widths.get(font);
    if (!known.has(text)) {
      this.gauge.font = font;
      known.set(text, this.gauge.measureText(text).width);
    }
    return known.get(text);
  }
  // What a height of the plot stands for, at its left edge, readable over lines and pictures.
  label(canvas, text, y, height) {
    if (y < 9 || y > height - 9) return;
    const font = this.font(12);
    canvas.font = font;
    canvas.textBaseline = "middle";
    canvas.fillStyle = this.faded(this.panel, 0.85);
    canvas.fillRect(0, y - 8, this.measure(font, text) + 8, 16);
    canvas.fillStyle = this.quiet;
    canvas.fillText(text, 4, y);
  }
}

// Any colour that a style sheet can name, in red, green and blue.
function plain(colour) {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return `rgb(${[...context.getImageData(0, 0, 1, 1).data].slice(0, 3).join(", ")})`;
}

// Calls back when light becomes dark, or the reverse, and when the phonemes' face has come. Returns how to stop it.
export function onTheme(changed) {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(changed);
  const attributes = { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-jp-theme-light"] };
  for (const node of [document.documentElement, document.body]) observer.observe(node, attributes);
  scheme.addEventListener("change", changed);
  document.fonts.load('20px "Kokoro Lab IPA"', "ə").then(changed, changed); // without it another face is measured
  return () => {
    observer.disconnect();
    scheme.removeEventListener("change", changed);
  };
}

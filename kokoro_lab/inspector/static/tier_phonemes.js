// Phonemes: a box for each token, as wide as it lasts; its right edge can be pulled.
import { frameSeconds, moved, sameTokens } from "./hits.js";
import { sizeFor, spansOf, write } from "./tier_words.js";

const [LARGEST, LEAST] = [20, 12]; // pixels of a symbol; unless all of them fit, words are written instead
const FAR = [16, 15, 14, 13, 12]; // the same for whole words
const USUAL = 16; // below this only the narrowest boxes go
const OVER = 1; // pixels by which a symbol may be wider than its box
const ROOMY = 10; // pixels of a box whose edge may stand beside its symbol
const NARROW = 3; // pixels: below, an edge is not drawn
const BELOW = 38; // pixels from the top: under the text
const BLANK = "␣"; // a space is a token, and it lasts

const said = ({ word }) => word.phonemes;

export class PhonemesTier {
  constructor(trace, other) {
    Object.assign(this, { trace, other, clock: "token", name: "phonemes", title: "Phonemes", note: "", height: 68, role: "phonemes" });
    this.frame = frameSeconds(trace.tokens);
    this.unit = "frames";
    this.spans = spansOf(trace);
    this.changed = other && sameTokens(trace, other) ? trace.tokens.map(({ frames }, i) => frames !== other.tokens[i].frames) : null;
  }
  draw(canvas, scene) {
    const { view, preview } = scene;
    const tokens = moved(this.trace.tokens, preview.frames, this.frame);
    const least = this.fit(scene);
    const close = least >= LEAST;
    const seen = tokens.map((token, i) => ({ ...token, i })).filter(({ start, end }) => end >= view.start && start <= view.end);
    for (const token of seen) this.box(canvas, scene, token, close);
    if (close) {
      this.symbols(canvas, scene, seen, Math.min(LARGEST, Math.max(USUAL, least)));
      this.lengths(canvas, scene, seen);
      this.ticks(canvas, scene, seen);
    } else this.words(canvas, scene);
    if (this.other) this.edges(canvas, scene, this.other.tokens);
    for (const token of preview.frames.keys()) this.ghost(canvas, scene, tokens[token], this.trace.tokens[token]);
  }
  // What is in view of a token: its middle and its width.
  visible(view, { start, end }) {
    const [left, right] = [Math.max(view.x(start), 0), Math.min(view.x(end), view.width)];
    return { middle: (left + right) / 2, width: right - left };
  }
  box(canvas, { view, height, theme }, { start, end, symbol, i }, close) {
    const [left, right] = [Math.round(view.x(start)), Math.round(view.x(end))];
    canvas.fillStyle = theme.tint("token", this.changed?.[i] ? 0.3 : symbol.trim() ? 0.1 : 0.03);
    canvas.fillRect(left, 8, right - left, height - 16);
    if (right - left < NARROW) return;
    const top = close && right - left >= ROOMY ? 8 : BELOW; // where it is narrow, symbols stand over the edges
    canvas.fillStyle = theme.tint("token", close ? 0.8 : 0.4);
    canvas.fillRect(right - 1, top, 1, height - 8 - top);
  }
  // Pixels that a symbol may be high so that it fits into its box; of all symbols the least.
  fit({ view, theme }) {
    const font = theme.ipa(LARGEST);
    let least = LARGEST;
    for (const { symbol, frames } of this.trace.tokens)
      if (symbol.trim()) least = Math.min(least, fitting(theme.measure(font, symbol), frames * this.frame * view.pixels));
    return least;
  }
  symbols(canvas, { view, theme }, tokens, size) {
    Object.assign(canvas, { textAlign: "center", textBaseline: "alphabetic" });
    const font = theme.ipa(LARGEST);
    for (const token of tokens) {
      const blank = token.symbol === " ";
      const symbol = blank ? BLANK : token.symbol;
      const most = fitting(theme.measure(font, symbol), (token.end - token.start) * view.pixels);
      canvas.font = theme.ipa(Math.max(LEAST, Math.min(size, most)));
      canvas.fillStyle = blank ? theme.quiet : theme.ink;
      canvas.fillText(symbol, this.visible(view, token).middle, 33);
    }
    canvas.textAlign = "left";
  }
  lengths(canvas, { view, theme }, tokens) {
    const font = theme.font(12);
    Object.assign(canvas, { font, fillStyle: theme.quiet, textAlign: "center", textBaseline: "alphabetic" });
    for (const token of tokens) {
      const { middle, width } = this.visible(view, token);
      const text = this.duration(token).find((each) => theme.measure(font, each) < width - 4);
      if (text) canvas.fillText(text, middle, 51);
    }
    canvas.textAlign = "left";
  }
  // From afar: the phonemes of whole words.
  words(canvas, { view, theme }) {
    const size = sizeFor(this.spans, said, view, FAR, (pixels, text) => theme.measure(theme.ipa(pixels), text));
    const font = theme.ipa(size);
    Object.assign(canvas, { font, fillStyle: theme.ink, textBaseline: "alphabetic" });
    write(canvas, this.spans, said, 30, { view, widthOf: (text) => theme.measure(font, text) });
  }
  duration({ frames }) {
    return [`${frames} · ${Math.round(frames * this.frame * 1000)} ms`, String(frames)];
  }
  ticks(canvas, { view, height, theme }, tokens) {
    canvas.fillStyle = theme.tint("frame", 0.9);
    for (const { start, frames } of tokens)
      for (let i = 1; i < frames; i += 1) canvas.fillRect(Math.round(view.x(start + i * this.frame)), height - 13, 1, 5);
  }
  // Where the edges are in the trace held against this one: ticks above the boxes.
  edges(canvas, { view, theme }, tokens) {
    canvas.fillStyle = theme.quiet;
    for (const { start, end } of tokens)
      if (view.holds(end) && view.x(end) - view.x(start) >= NARROW) canvas.fillRect(Math.round(view.x(end)) - 1, 0, 1, 7);
  }
  // A length that was set by hand and is not spoken yet, and where the edge was.
  ghost(canvas, { view, height, theme }, { start, end }, old) {
    const edge = Math.round(view.x(old.end)) - 0.5;
    Object.assign(canvas, { strokeStyle: theme.ink, lineWidth: 1 });
    canvas.setLineDash([4, 3]);
    canvas.strokeRect(Math.round(view.x(start)) + 0.5, 8.5, Math.round(view.x(end) - view.x(start)) - 1, height - 17);
    canvas.beginPath();
    canvas.moveTo(edge, 2);
    canvas.lineTo(edge, height - 2);
    canvas.stroke();
    canvas.setLineDash([]);
  }
  value(time) {
    const token = this.trace.tokens[this.trace.tokenAt(time)];
    return `${token.symbol === " " ? BLANK : token.symbol || "pause"}  ${this.duration(token)[0]}`;
  }
  spelled(i) {
    const { symbol, frames } = this.trace.tokens[i];
    const word = this.trace.wordOf(i);
    const place = word ? `, in ‘${word.text}’` : "";
    return `${symbol.trim() || "pause"}, ${frames} ${frames === 1 ? "frame" : "frames"}, ${Math.round(frames * this.frame * 1000)} ms${place}`;
  }
  describe(time) {
    return `Phonemes: ${this.spelled(this.trace.tokenAt(time))}`;
  }
}

// Pixels that a symbol may be high in a box of some width, by its width at its largest.
function fitting(natural, width) {
  return (LARGEST * (width + OVER)) / natural;
}

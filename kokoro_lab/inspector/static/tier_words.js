// The words above their time, as far as there is room to write them.

const CLOSE = 200; // pixels per second from which on there is room for larger type
const GAP = 5; // pixels between two texts

// Where a text is written that belongs to a stretch of pixels: at its beginning, or as far to the right as what stands
// there already asks for, as long as that is still inside; null where there is no room.
export function placed([left, right], width, taken, end) {
  const from = Math.max(left + GAP, Math.min(GAP, right - width - GAP), taken); // one that began before the view stays readable
  return from < right && from + width <= Math.max(end, right) ? from : null;
}

// The words that are spoken, with their times.
export function spansOf(trace) {
  const found = new Map();
  for (const { word, start, end } of trace.tokens) if (word >= 0) found.set(word, { start: found.get(word)?.start ?? start, end });
  return [...found].map(([i, span]) => ({ word: trace.chunk.words[i], ...span }));
}

export class WordsTier {
  constructor(trace) {
    Object.assign(this, { trace, name: "words", title: "Words", unit: "", clock: null, note: "", height: 32, role: "words" });
    this.spans = spansOf(trace);
  }
  draw(canvas, { view, height, theme }) {
    const font = theme.font(view.pixels < CLOSE ? 14 : 16);
    canvas.font = font;
    canvas.textBaseline = "middle"; // the ticks stand below, so that a text may reach over them
    let taken = -Infinity;
    for (const { word, start, end } of this.spans) {
      if (end < view.start || start > view.end) continue;
      const [left, right] = [view.x(start), view.x(end)];
      canvas.fillStyle = theme.line;
      canvas.fillRect(Math.round(left), height - 7, 1, 7);
      const width = theme.measure(font, word.text);
      const from = placed([left, right], width, taken, view.width);
      if (from === null) continue;
      canvas.fillStyle = theme.ink;
      canvas.fillText(word.text, from, height / 2 - 1);
      taken = from + width + GAP;
    }
  }
  at(time) {
    return this.spans.find(({ start, end }) => time >= start && time < end) ?? null;
  }
  value(time) {
    return this.at(time)?.word.text ?? "–";
  }
  describe(time) {
    const word = this.at(time)?.word;
    const here = word ? `“${word.text}”, spoken ${word.phonemes}; ` : "";
    return `Words: ${here}${this.spans.map((span) => span.word.text).join(" ")}`;
  }
}

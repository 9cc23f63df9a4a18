// The words above their time, as far as there is room to write them.

const SIZES = [16, 14, 12]; // pixels of type: the largest at which every word finds room
const GAP = 5; // pixels between two texts
const MORE = "…"; // for what finds no room at all

// Where a text is written that belongs to a stretch of pixels: at its beginning, or as far to the right as what stands
// there already asks for, as long as that is still inside; null where there is no room.
export function placed([left, right], width, taken, end) {
  const from = Math.max(left + GAP, Math.min(GAP, right - width - GAP), taken); // one that began before the view stays readable
  return from < right && from + width <= Math.max(end, right) ? from : null;
}

// The largest of some sizes at which every text of a trace finds room, or the least of them.
export function sizeFor(spans, textOf, view, sizes, measure) {
  const fits = (size) => {
    let taken = -Infinity;
    return spans.every((span) => {
      const from = Math.max(view.x(span.start) + GAP, taken);
      taken = from + measure(size, textOf(span)) + GAP;
      return from < view.x(span.end);
    });
  };
  return sizes.find(fits) ?? sizes.at(-1);
}

// Writes the texts in view in the canvas's font; dots stand where some are left out.
export function write(canvas, spans, textOf, y, { view, widthOf }) {
  let [taken, whole] = [-Infinity, true];
  for (const span of spans) {
    if (span.end < view.start || span.start > view.end) continue;
    const width = widthOf(textOf(span));
    const from = placed([view.x(span.start), view.x(span.end)], width, taken, view.width);
    if (from !== null) canvas.fillText(textOf(span), from, y);
    else if (whole && taken > 0) canvas.fillText(MORE, taken - GAP, y);
    if (from !== null) taken = from + width + GAP;
    else if (whole && taken > 0) taken += widthOf(MORE);
    whole = from !== null;
  }
}

// The words that are spoken, with their times.
export function spansOf(trace) {
  const found = new Map();
  for (const { word, start, end } of trace.tokens) if (word >= 0) found.set(word, { start: found.get(word)?.start ?? start, end });
  return [...found].map(([i, span]) => ({ word: trace.chunk.words[i], ...span }));
}

const text = ({ word }) => word.text;

export class WordsTier {
  constructor(trace) {
    Object.assign(this, { trace, name: "words", title: "Words", unit: "", clock: null, note: "", height: 32, role: "words" });
    this.spans = spansOf(trace);
  }
  draw(canvas, { view, height, theme }) {
    canvas.fillStyle = theme.line; // the ticks stand below, so that a text may reach over them
    for (const { start, end } of this.spans)
      if (end >= view.start && start <= view.end) canvas.fillRect(Math.round(view.x(start)), height - 7, 1, 7);
    const size = sizeFor(this.spans, text, view, SIZES, (pixels, word) => theme.measure(theme.font(pixels), word));
    const font = theme.font(size);
    Object.assign(canvas, { font, fillStyle: theme.ink, textBaseline: "middle" });
    write(canvas, this.spans, text, height / 2 - 1, { view, widthOf: (word) => theme.measure(font, word) });
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

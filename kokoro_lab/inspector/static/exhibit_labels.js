// Labels along an axis: as many as there is room for, and always the one that is pointed at.
import { roundStep } from "./scale.js";

const GAP = 3; // pixels between two labels
const LONG = 56; // pixels of a label that only one in many bars would have room for

// The face of labels: phonemes are set in one that has them, and larger.
function faceOf(labels, theme) {
  return labels.some((label) => /[^\x20-\x7e]/.test(label)) ? theme.ipa(16) : theme.font(12);
}

// What labels do not share: "harmonic 1", "harmonic 2" become "1", "2". Whole words only.
export function short(labels) {
  const words = labels.map((label) => label.split(" "));
  const least = Math.min(...words.map(({ length }) => length)) - 1;
  const same = (place) => words.every((own) => place(own) === place(words[0]));
  let [before, after] = [0, 0];
  while (before < least && same((own) => own[before])) before += 1;
  while (before + after < least && same((own) => own.at(-1 - after))) after += 1;
  return words.map((own) => own.slice(before, own.length - after).join(" "));
}

// The middles of labels along an axis; at its ends they are moved inside.
export function middles(widths, step, length) {
  return widths.map((width, i) => Math.max(width / 2, Math.min(length - width / 2, (i + 0.5) * step)));
}

// Which labels are written. Numbers at round steps, others wherever the one before leaves room.
export function written(labels, widths, step, length, at = null) {
  const widest = Math.max(...widths);
  if (widest > LONG && widest > 2 * step) return at === null ? [] : [at];
  const places = middles(widths, step, length);
  const free = (i) => at === null || i === at || Math.abs(places[i] - places[at]) >= (widths[i] + widths[at]) / 2 + GAP;
  if (labels.every((label) => /^[+−-]?\d+$/.test(label))) {
    const every = roundStep(Math.max(1, (widest + GAP) / step));
    return labels.flatMap((label, i) => ((Number(label.replace("−", "-")) % every === 0 && free(i)) || i === at ? [i] : []));
  }
  const found = [];
  let end = -Infinity;
  labels.forEach((_, i) => {
    if (!free(i) || (i !== at && places[i] - widths[i] / 2 < end)) return;
    found.push(i);
    end = places[i] + widths[i] / 2 + GAP;
  });
  return found;
}

// Writes them with `put(label, place)`.
export function drawLabels(context, given, { step, at, theme, across, length, put }) {
  const font = faceOf(given, theme);
  context.font = font;
  const room = (texts) => texts.every((text) => theme.measure(font, text) + GAP < step);
  const labels = across && given.length > 1 && !room(given) ? short(given) : given;
  context.textBaseline = "middle";
  context.textAlign = across ? "center" : "right";
  const widths = labels.map((label) => (across ? theme.measure(font, label) : 14));
  const places = middles(widths, step, length);
  for (const i of written(labels, widths, step, length, at)) {
    context.fillStyle = i === at ? theme.ink : theme.quiet;
    put(labels[i], places[i]);
  }
}

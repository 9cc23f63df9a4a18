// Values side by side as bars from zero, with their labels, a threshold, and the one that is chosen.
import { drawLabels } from "./exhibit_labels.js";
import { hiddenTable, moved, Picture } from "./exhibit_picture.js";
import { colourOf } from "./exhibit_palette.js";
import { figure, range, round, ticks, withUnit } from "./exhibit_numbers.js";

const HEIGHT = 132;
const MOST = 512; // bars
const LABELS = 22; // pixels beneath the bars

// Where everything stands: bars of equal width, an axis that holds zero unless the exhibit says otherwise.
export function layout({ values, labels, low, high, threshold }, width) {
  const [least, most] = range([...values, ...(Number.isFinite(threshold) ? [threshold] : [])]);
  const [bottom, top] = [low ?? Math.min(0, least), high ?? Math.max(0, most)];
  const axis = ticks(bottom, top === bottom ? bottom + 1 : top, 3);
  const left = 10 + 7 * Math.max(...axis.map((value) => round(value).length));
  const area = { left, top: 8, width: width - left - 4, height: HEIGHT - 8 - (labels ? LABELS : 6) };
  const scale = area.height / ((top === bottom ? bottom + 1 : top) - bottom);
  return {
    ...area,
    axis,
    step: area.width / values.length,
    x: (i) => area.left + (i * area.width) / values.length,
    y: (value) => area.top + area.height - (Math.min(Math.max(value, bottom), top) - bottom) * scale,
    zero: Math.min(Math.max(0, bottom), top),
  };
}

export function nameOf({ labels, values, unit }, i) {
  const name = labels?.[i] ? `${labels[i]}: ` : `no. ${i}: `;
  return name + withUnit(values[i], unit);
}

function drawAxis(context, place, theme, right) {
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of place.axis) {
    context.fillStyle = theme.line;
    context.fillRect(place.left, Math.round(place.y(value)), right - place.left, 1);
    context.fillStyle = theme.quiet;
    context.fillText(round(value), place.left - 6, place.y(value));
  }
}

function drawBars(context, exhibit, place, { theme, at, lit }) {
  const gap = place.step > 6 ? 2 : place.step > 3 ? 1 : 0;
  exhibit.values.forEach((value, i) => {
    const [from, to] = [place.y(place.zero), place.y(value)];
    const marked = i === at || (lit !== null && exhibit.terms?.[i] === lit);
    const below = Number.isFinite(exhibit.threshold) && value < exhibit.threshold;
    context.fillStyle = marked ? theme.ink : colourOf(exhibit.clock, theme);
    context.globalAlpha = marked || !below ? 1 : 0.45;
    context.fillRect(place.x(i) + gap / 2, Math.min(from, to), Math.max(1, place.step - gap), Math.max(1, Math.abs(to - from)));
    context.globalAlpha = 1;
    if (i !== exhibit.chosen) return;
    context.strokeStyle = theme.ink;
    context.lineWidth = 2;
    context.strokeRect(place.x(i), place.top - 4, Math.max(3, place.step), place.height + 4);
  });
}

function drawThreshold(context, { threshold, unit }, place, theme, right) {
  const y = Math.round(place.y(threshold)) + 0.5;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(place.left, y);
  context.lineTo(right, y);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = theme.ink;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  if (!place.axis.includes(threshold)) context.fillText(withUnit(round(threshold), unit), right - 2, y - 2);
}

function summary({ title, values, unit, labels }) {
  const [low, high] = range(values);
  const of = (value) => `${withUnit(value, unit)} (${labels?.[values.indexOf(value)] || values.indexOf(value)})`;
  return `${title || "Bars"}: ${values.length} values, lowest ${of(low)}, highest ${of(high)}`;
}

export function bars(given, { terms }) {
  const exhibit = given.values.length > MOST ? { ...given, values: given.values.slice(0, MOST) } : given;
  const { values, labels } = exhibit;
  const highest = values.indexOf(range(values)[1]);
  let place = null;
  const viewer = {
    label: summary(exhibit),
    rest: given === exhibit ? `Highest: ${nameOf(exhibit, highest)}` : `The first ${MOST} of ${given.values.length} values`,
    height: () => HEIGHT,
    hit: (x) => (place && x >= place.left && x < place.left + place.width ? Math.floor((x - place.left) / place.step) : null),
    step: (at, key) => moved(at, key, values.length, undefined, exhibit.chosen ?? 0),
    say: (i) => nameOf(exhibit, i),
    draw: (context, state) => {
      place = layout(exhibit, state.width);
      const right = state.width - 4;
      drawAxis(context, place, state.theme, right);
      drawBars(context, exhibit, place, state);
      if (Number.isFinite(exhibit.threshold)) drawThreshold(context, exhibit, place, state.theme, right);
      if (labels) {
        const put = (label, x) => context.fillText(label, place.left + x, HEIGHT - LABELS / 2 + 2);
        drawLabels(context, labels, { ...place, ...state, across: true, length: place.width, put });
      }
    },
  };
  if (exhibit.terms) viewer.term = (i) => exhibit.terms[i];
  const picture = new Picture(viewer, terms);
  const rows = values.map((value, i) => [labels?.[i] || String(i), figure(value)]);
  picture.node.append(hiddenTable(exhibit.title, ["", exhibit.unit || "value"], rows));
  return { node: picture.node, close: () => picture.close() };
}

// Curves over a common axis; those with different units stand above one another, each with its own scale.
import { make } from "./dom.js";
import { moved, Picture } from "./exhibit_picture.js";
import { colourOf } from "./exhibit_palette.js";
import { figure, range, round, ticks, withUnit, written } from "./exhibit_numbers.js";
import { numbers } from "./trace.js";

const BAND = 116; // pixels of the curves that share a unit
const BETWEEN = 14;
const BENEATH = 18; // for the labels of the axis

// The series by their units, in the order in which these appear.
export function bands(series) {
  const units = [...new Set(series.map(({ unit }) => unit))];
  return units.map((unit) => ({ unit, series: series.filter((one) => one.unit === unit) }));
}

export function extent(series) {
  const ends = series.map(({ start, step, values }) => [start, start + step * Math.max(1, values.length - 1)]);
  return [Math.min(...ends.map(([first]) => first)), Math.max(...ends.map(([, last]) => last))];
}

// The value of a series at a place, its nearest point; null beyond its ends.
export function valueAt({ start, step, values }, x) {
  const i = Math.round((x - start) / step);
  return i >= 0 && i < values.length ? values[i] : null;
}

// Points of a curve, at most two for each pixel: the smallest and the largest value there.
export function thinned({ start, step, values }, most) {
  const size = Math.ceil(values.length / most);
  const points = [];
  for (let from = 0; from < values.length; from += size) {
    const part = values.subarray(from, from + size);
    const x = start + (from + (part.length - 1) / 2) * step;
    if (size === 1) points.push([x, part[0]]);
    else points.push(...range(part).map((value) => [x, value]));
  }
  return points;
}

const OTHERS = [
  { name: "dotted", dash: [2, 2.5], width: 1.5 },
  { name: "long", dash: [9, 3], width: 1.5 },
  { name: "plain", dash: [], width: 1.25 },
];

// How each series is drawn: the first that is not dashed in the clock's colour, others told apart by their dashes;
// dashed ones, what was before or what is only a part, in thin grey.
export function looks(series) {
  let rank = -1;
  return series.map(({ dashed }) => {
    if (dashed) return { name: "dashed", dash: [5, 4], width: 1.25 };
    rank += 1;
    if (rank === 0) return { name: "main", dash: [], width: 1.75 };
    return OTHERS[(rank - 1) % OTHERS.length];
  });
}

function inkOf({ name }, clock, theme) {
  if (name === "main") return colourOf(clock, theme);
  return name === "dashed" ? theme.quiet : theme.ink;
}

function layout(all, width) {
  const groups = bands(all);
  const [first, last] = extent(all);
  const placed = groups.map((band, i) => {
    const [low, high] = range(band.series.flatMap(({ values }) => range(values)));
    const room = (high - low || Math.abs(high) || 1) * 0.06;
    const top = i * (BAND + BETWEEN) + 6;
    const y = (value) => top + BAND - 6 - ((value - low + room) / (high - low + 2 * room)) * (BAND - 8);
    return { ...band, top, y, axis: ticks(low, high, 3) };
  });
  const left = 12 + 7 * Math.max(...placed.flatMap(({ axis }) => axis.map((value) => round(value).length)));
  const scale = (width - left - 8) / (last - first || 1);
  const height = groups.length * (BAND + BETWEEN) - BETWEEN + 6 + BENEATH;
  return { bands: placed, left, first, last, height, x: (value) => left + (value - first) * scale, at: (x) => first + (x - left) / scale };
}

function drawAxes(context, place, { width, height, theme }, xUnit) {
  context.textBaseline = "middle";
  for (const { axis, y, unit, top } of place.bands) {
    context.textAlign = "right";
    for (const value of axis) {
      context.fillStyle = theme.line;
      context.fillRect(place.left, Math.round(y(value)), width - place.left, 1);
      context.fillStyle = theme.quiet;
      context.fillText(round(value), place.left - 6, y(value));
    }
    context.textAlign = "left";
    context.fillText(unit, place.left + 4, top + 2);
  }
  const marks = ticks(place.first, place.last, Math.floor((width - place.left) / 70));
  marks.forEach((value, i) => {
    context.textAlign = place.x(value) > width - 20 ? "right" : "center";
    context.fillText(i === marks.length - 1 ? withUnit(round(value), xUnit) : round(value), place.x(value), height - 8);
  });
}

function drawSeries(context, one, band, place, look, width) {
  context.strokeStyle = look.ink;
  context.lineWidth = look.width;
  context.setLineDash(look.dash);
  context.beginPath();
  let pen = false;
  for (const [x, value] of thinned(one, width)) {
    if (Number.isFinite(value)) context[pen ? "lineTo" : "moveTo"](place.x(x), band.y(value));
    pen = Number.isFinite(value);
  }
  context.stroke();
  context.setLineDash([]);
}

function drawCursor(context, x, place, theme, height) {
  context.fillStyle = theme.ink;
  context.fillRect(Math.round(place.x(x)), 0, 1, height - BENEATH);
  for (const band of place.bands)
    for (const one of band.series) {
      const value = valueAt(one, x);
      if (!Number.isFinite(value)) continue;
      context.beginPath();
      context.arc(place.x(x), band.y(value), 3, 0, 7);
      context.fill();
    }
}

function legend(series, clock) {
  const node = make("ul", "kl-legend");
  const dashed = series.filter((one) => one.dashed);
  const shown = looks(series).map(({ name }, i) => ({ look: name, name: series[i].name }));
  const together = { look: "dashed", name: `${dashed[0]?.name} … ${dashed.at(-1)?.name}` };
  const items = dashed.length > MANY ? [...shown.filter(({ look }) => look !== "dashed"), together] : shown;
  for (const { look, name } of items) {
    const item = make("li", "", name);
    item.dataset.line = look;
    if (look === "main") item.dataset.clock = clock ?? "none";
    node.append(item);
  }
  return node;
}

function summary({ title, x_unit: unit }, series) {
  const each = series.map(({ name, values, unit: of }) => {
    const [low, high] = range(values);
    return `${name} from ${figure(low)} to ${withUnit(high, of)}`;
  });
  const [first, last] = extent(series);
  return `${title}, ${figure(first)} to ${withUnit(last, unit)}: ${each.join("; ")}`;
}

const MANY = 4; // dashed series: more are named together, and their values are left out

// Decimals that tell one point of an axis from the next.
export function placesOf(step) {
  return Number.isInteger(step) ? 0 : Math.max(0, Math.ceil(-Math.log10(step / 2)));
}

// The series whose values are told: those that are not dashed first.
export function told(series) {
  const dashed = series.filter((one) => one.dashed);
  return [...series.filter((one) => !one.dashed), ...(dashed.length > MANY ? [] : dashed)];
}

// Their values at a place, as a line of text.
export function said(series, x, unit) {
  const values = told(series).map((one) => `${one.name} ${withUnit(valueAt(one, x), one.unit)}`);
  return `${withUnit(written(x, placesOf(series[0].step)), unit)}: ${values.join(", ")}`;
}

function drawAll(context, series, place, state, { clock, x_unit: unit }) {
  const drawn = looks(series);
  drawAxes(context, place, state, unit);
  for (const band of place.bands)
    for (const one of [...band.series].sort((a, b) => b.dashed - a.dashed)) { // what is dashed lies beneath
      const look = drawn[series.indexOf(one)];
      drawSeries(context, one, band, place, { ...look, ink: inkOf(look, clock, state.theme) }, state.width);
    }
  if (state.at !== null) drawCursor(context, state.at, place, state.theme, state.height);
}

export function line(exhibit, { terms, buffers }) {
  const series = exhibit.series.map((one) => ({ ...one, values: numbers("float32", buffers[one.buffer]) }));
  const main = series.find(({ dashed }) => !dashed) ?? series[0];
  const index = (x) => Math.min(main.values.length - 1, Math.max(0, Math.round((x - main.start) / main.step)));
  const at = (i) => main.start + main.step * i;
  let place = null;
  const picture = new Picture({
    label: summary(exhibit, series),
    lines: Math.ceil(told(series).length / 3),
    rest: series.length > 1 ? "" : `From ${figure(range(main.values)[0])} to ${withUnit(range(main.values)[1], main.unit)}`,
    height: (width) => layout(series, width).height,
    hit: (x) => (place && x >= place.left ? at(index(place.at(x))) : null),
    step: (x, key) => {
      const next = moved(x === null ? null : index(x), key, main.values.length);
      return next === undefined ? undefined : at(next);
    },
    say: (x) => said(series, x, exhibit.x_unit),
    draw: (context, state) => {
      place = layout(series, state.width);
      drawAll(context, series, place, state, exhibit);
    },
  }, terms);
  if (series.length > 1) picture.node.prepend(legend(series, exhibit.clock));
  return { node: picture.node, close: () => picture.close() };
}

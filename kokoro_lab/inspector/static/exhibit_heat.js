// A matrix as colours, row by row, with its scale beside it; where its axes can be pointed at, a click does.
import { make } from "./dom.js";
import { placeOn } from "./exhibit_focus.js";
import { drawLabels } from "./exhibit_labels.js";
import { hiddenTable, Picture } from "./exhibit_picture.js";
import { bounds, shadeOf, shades } from "./exhibit_palette.js";
import { figure, withUnit } from "./exhibit_numbers.js";
import { numbers } from "./trace.js";
import { css } from "./palette.js";

const TABLE = 200; // cells that a screen reader is given one by one
const [SHORTEST, TALLEST] = [72, 340]; // pixels of the picture
const BENEATH = 22; // for the columns' labels
const LETTER = 8; // pixels of a letter of a row's label, at most about
const KEYS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

// Pixels of one row: square cells where both axes are the same, room for a label if there are few rows.
function rowHeight({ rows, columns, row_labels, axes }, width) {
  const square = axes[0] === axes[1] ? width / columns : 0;
  const readable = row_labels ? 18 : 8;
  return Math.min(Math.max(square, Math.min(readable, TALLEST / rows), SHORTEST / rows), Math.max(TALLEST / rows, square));
}

export function layout(exhibit, width) {
  const left = exhibit.row_labels ? 10 + LETTER * Math.max(...exhibit.row_labels.map((label) => [...label].length)) : 0;
  const across = Math.max(1, width - left);
  const row = rowHeight(exhibit, across);
  return { left, width: across, row, column: across / exhibit.columns, height: row * exhibit.rows };
}

// The cell at a point, null beside the matrix.
export function cellAt(x, y, place, { rows, columns }) {
  const [r, c] = [Math.floor(y / place.row), Math.floor((x - place.left) / place.column)];
  return r >= 0 && r < rows && c >= 0 && c < columns ? [r, c] : null;
}

export function nextCell(at, key, { rows, columns, chosen }) {
  if (!(key in KEYS)) return undefined;
  if (!at) return [Math.max(0, chosen?.[0] ?? 0), Math.max(0, chosen?.[1] ?? 0)];
  const kept = (value, count) => Math.min(count - 1, Math.max(0, value));
  return [kept(at[0] + KEYS[key][0], rows), kept(at[1] + KEYS[key][1], columns)];
}

// What a click on a cell says of the focus: its place on both axes. An axis that has a name of its own
// ("looks", say) and is pointed at counts on the clock of the exhibit. `time` is the moment that is chosen already.
export function focusOf(cell, { axes, clock, chosen, rows, columns }, trace, time = null) {
  const known = axes.some((axis) => placeOn(axis, 0, rows, trace) ?? placeOn(axis, 0, columns, trace));
  const place = (i) => {
    const axis = known || !(chosen?.[i] >= 0) ? axes[i] : clock;
    const here = time !== null && chosen?.[i] >= 0 ? { item: chosen[i], time } : null;
    return placeOn(axis, cell[i], [rows, columns][i], trace, here);
  };
  return { ...place(1), ...place(0) };
}

function cellName({ axes, row_labels, column_labels, unit }, values, columns, [r, c]) {
  const place = (axis, labels, i) => (labels?.[i] ? `${axis} ${i} ${labels[i]}` : `${axis} ${i}`);
  return `${place(axes[0], row_labels, r)}, ${place(axes[1], column_labels, c)}: ${withUnit(values[r * columns + c], unit)}`;
}

// The matrix at one pixel a cell.
function painted({ rows, columns, low, high, signed, clock }, values, theme) {
  const image = new ImageData(columns, rows);
  const words = new Uint32Array(image.data.buffer);
  const [table, scale] = [shades(clock, signed, theme), bounds(low, high, signed)];
  for (let i = 0; i < words.length; i += 1) words[i] = table[shadeOf(values[i], scale)];
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function drawAxes(context, exhibit, place, { at, theme }) {
  const { row_labels: rows, column_labels: columns, chosen } = exhibit;
  const pointed = (axis) => at?.[axis] ?? (chosen?.[axis] >= 0 ? chosen[axis] : null);
  const down = (label, y) => context.fillText(label, place.left - 6, y);
  const right = (label, x) => context.fillText(label, place.left + x, place.height + BENEATH / 2);
  if (rows) drawLabels(context, rows, { step: place.row, at: pointed(0), theme, across: false, length: place.height, put: down });
  if (columns) drawLabels(context, columns, { step: place.column, at: pointed(1), theme, across: true, length: place.width, put: right });
}

// A frame around a cell, a row or a column; light inside dark, to be seen on every colour.
function frame(context, [r, c], { rows, columns }, place, theme, width) {
  const x = place.left + (c < 0 ? 0 : c * place.column);
  const y = r < 0 ? 0 : r * place.row;
  const [w, h] = [c < 0 ? place.column * columns : place.column, r < 0 ? place.row * rows : place.row];
  for (const [colour, line] of [[theme.panel, width + 2], [theme.ink, width]]) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.strokeRect(x - 0.5, y - 0.5, Math.max(w, 2) + 1, Math.max(h, 2) + 1);
  }
}

// The scale: its ends, its unit and the colours between.
function scaleBar({ low, high, signed, unit, clock }) {
  const node = make("div", "kl-scale");
  const colours = make("span", "kl-scale-colours");
  const [bottom, top] = bounds(low, high, signed);
  node.append(make("span", "", figure(bottom)), colours, make("span", "", withUnit(top, unit)));
  const paint = (theme) => {
    const table = shades(clock, signed, theme);
    const stops = Array.from({ length: 9 }, (_, i) => css(table[Math.round((i * 255) / 8)]));
    colours.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  };
  return { node, paint };
}

function equivalent(exhibit, values) {
  const { rows, columns, row_labels, column_labels, title } = exhibit;
  if (rows * columns > TABLE) return [];
  const head = ["", ...Array.from({ length: columns }, (_, c) => column_labels?.[c] || String(c))];
  const line = (r) => [row_labels?.[r] || String(r), ...Array.from({ length: columns }, (_, c) => figure(values[r * columns + c]))];
  return [hiddenTable(title, head, Array.from({ length: rows }, (_, r) => line(r)))];
}

function summary(exhibit, values) {
  const { title, axes, rows, columns } = exhibit;
  let [least, most] = [0, 0];
  values.forEach((value, i) => {
    if (value < values[least]) least = i;
    if (value > values[most]) most = i;
  });
  const at = (i) => cellName(exhibit, values, columns, [Math.floor(i / columns), i % columns]);
  return `${title}: ${rows} (${axes[0]}) by ${columns} (${axes[1]}). Lowest at ${at(least)}. Highest at ${at(most)}.`;
}

// Draws the matrix; its image and the scale's colours are made anew with the theme alone.
function painter(exhibit, values, scale) {
  let image = { theme: null };
  return (context, place, { theme, at }) => {
    if (theme !== image.theme) {
      image = { theme, canvas: painted(exhibit, values, theme) };
      scale.paint(theme);
    }
    context.imageSmoothingEnabled = exhibit.columns > place.width || exhibit.rows > place.height;
    context.drawImage(image.canvas, place.left, 0, place.width, place.height);
    drawAxes(context, exhibit, place, { at, theme });
    if (exhibit.chosen) frame(context, exhibit.chosen, exhibit, place, theme, 1.5);
    if (at) frame(context, at, exhibit, place, theme, 1);
  };
}

export function heat(exhibit, { model, terms, focus, buffers, time }) {
  const trace = model.get("trace");
  const pressable = Object.keys(focusOf([0, 0], exhibit, trace, time)).length > 0;
  const values = numbers("float32", buffers[exhibit.buffer]);
  const scale = scaleBar(exhibit);
  const beneath = exhibit.column_labels ? BENEATH : 0;
  let place = null;
  const paint = painter(exhibit, values, scale);
  const picture = new Picture({
    label: summary(exhibit, values),
    rest: `${exhibit.rows} × ${exhibit.columns} (${exhibit.axes.join(" × ")})`,
    height: (width) => layout(exhibit, width).height + beneath,
    hit: (x, y) => place && cellAt(x, y, place, exhibit),
    step: (at, key) => nextCell(at, key, exhibit),
    say: (cell) => cellName(exhibit, values, exhibit.columns, cell),
    press: pressable ? (cell) => cell && focus(focusOf(cell, exhibit, trace, time)) : undefined,
    draw: (context, state) => {
      place = layout(exhibit, state.width);
      paint(context, place, state);
    },
  }, terms);
  picture.line.before(scale.node);
  picture.node.append(...equivalent(exhibit, values));
  return { node: picture.node, close: () => picture.close() };
}

// The way that each half of a voice takes from the shortest utterance to the longest, in its two principal components.
import { make } from "../inspector/dom.js";
import { fitted, levels, MARKED } from "./curve_numbers.js";
import { label, line, svg } from "./svg.js";

const [SIDE, ROOM] = [24, 36]; // beside the line, and above and below it, for its labels
const [APART, STEP] = [26, 15]; // between labels on one level, and between levels
const PIECES = [1, 3, 5, 8, 12, 18, 27, 40, 60, 100, 170, 300, 510]; // of one colour each

// `paths` has [x, y] for each row of timbre and of prosody; both are drawn to one scale, in so many pixels.
export function pathPictures(names, paths, row, width) {
  const { scale, boxes } = fitted(paths, width - 2 * SIDE);
  return paths.map((path, i) => picture(names[i], place(path, boxes[i], scale), [width, Math.round(boxes[i].height * scale + 2 * ROOM)], row));
}

function place(path, box, scale) {
  return path.map(([x, y]) => [SIDE + (x - box.x) * scale, ROOM + (box.y + box.height - y) * scale]);
}

function picture(name, points, [width, height], row) {
  const at = (symbols) => points[symbols - 1];
  const drawn = svg("svg", { class: "kl-chart kl-curve-path", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Path of ${name}` });
  PIECES.slice(1).forEach((end, i) => {
    const piece = points.slice(PIECES[i] - 1, end);
    drawn.append(svg("path", { d: line(piece), style: `--age: ${Math.round((i / (PIECES.length - 2)) * 100)}%` }));
  });
  const up = levels(MARKED.map((symbols) => at(symbols)[0]), APART);
  MARKED.forEach((symbols, i) => {
    const [x, y] = at(symbols);
    const far = up[i] > 0 ? -STEP * up[i] + 3 : -STEP * up[i] + 5;
    drawn.append(
      svg("line", { class: "kl-chart-grid", x1: x, x2: x, y1: y, y2: y + far + (up[i] > 0 ? 2 : -10) }),
      svg("circle", { class: "kl-curve-dot", cx: x, cy: y, r: 2.5 }), label(x, y + far, String(symbols)),
    );
  });
  const [x, y] = at(row);
  drawn.append(svg("circle", { class: "kl-curve-here", cx: x, cy: y, r: 6 }));
  return drawn;
}

// What a picture keeps and how far the half goes.
export function caption(name, { travelled, kept }) {
  const node = make("p", "kl-curve-caption");
  node.append(
    make("strong", "", name),
    make("span", "", `travels ${travelled.toFixed(1)} in all`),
    make("span", "kl-quiet", `the picture keeps ${(kept * 100).toFixed(1)} % of the variance`),
  );
  return node;
}

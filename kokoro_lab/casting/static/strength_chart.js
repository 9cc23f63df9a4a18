// How strong a half of the mix is, row by row: the plain sum, the one with its norm kept, and the parents.
import { Axis } from "../inspector/scale.js";
import { label, line, svg, tickText } from "./svg.js";

const [WIDTH, HEIGHT, LEFT, FOOT] = [300, 140, 34, 30];
const TICKS = [1, 100, 200, 300, 400, 510]; // symbols
export const LINES = ["plain", "kept", "parents"];

// Three curves of a norm per row (row n − 1 for n symbols); `row` is the one in use.
export function strengthChart(half, curves, row) {
  const top = Math.max(...curves.map((curve) => Math.max(...curve)));
  const axis = new Axis({ low: 0, high: top * 1.05, height: HEIGHT - FOOT, margin: 4 });
  const x = (symbols) => LEFT + ((symbols - 1) / 509) * (WIDTH - LEFT - 8);
  const chart = svg("svg", { class: "kl-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `Norm of the ${half} half by row` });
  for (const value of axis.ticks(28)) {
    const y = axis.y(value);
    chart.append(svg("line", { class: "kl-chart-grid", x1: LEFT, x2: WIDTH - 8, y1: y, y2: y }), label(LEFT - 5, y + 4, tickText(value), "end"));
  }
  for (const symbols of TICKS) chart.append(label(x(symbols), HEIGHT - FOOT + 13, String(symbols)));
  chart.append(label((LEFT + WIDTH) / 2, HEIGHT - 4, `${half}: norm by number of symbols`));
  const paths = curves.map((curve, i) => {
    const points = Array.from(curve, (value, at) => [x(at + 1), axis.y(value)]);
    return svg("path", { class: `kl-strength-${LINES[i]}`, d: line(points) });
  });
  chart.append(...paths.reverse()); // the parents' broad line lies under the kept one, which has the same norm
  chart.append(svg("line", { class: "kl-chart-row", x1: x(row), x2: x(row), y1: 4, y2: HEIGHT - FOOT }));
  return chart;
}

// What a point on the map stands for: a convex mix of real voices. Nothing is computed back from the picture: the
// voice that is nearest on the map and that voice's true neighbours may take part, and only they.
import { hundredths } from "./formula.js";

const LEAST = 0.1; // of the whole: who has less takes no part
const AT = 0.012; // of the map's unit: so near to a voice it is that voice

const apart = ([x, y], [u, v]) => Math.hypot(x - u, y - v);

// The place of the point that is nearest.
export function nearestPoint(points, at) {
  return points.reduce((best, point, i) => (apart(point, at) < apart(points[best], at) ? i : best), 0);
}

// Who takes part at a place of one half's map ({points, nearest} of the map's answer).
// → {terms: [{voice, weight}] by falling weight, in hundredths that sum to 1;
//    may: [voice] the nearest and its true neighbours;
//    out: [voice] nearer on the map than the farthest that takes part, but no true neighbours}
export function mixAt({ points, nearest }, at) {
  const first = nearestPoint(points, at);
  const may = [first, ...nearest[first].map(({ voice }) => voice)];
  if (apart(points[first], at) < AT) return { terms: [{ voice: first, weight: 1 }], may, out: [] };
  const terms = rounded(strong(may.map((voice) => ({ voice, weight: 1 / apart(points[voice], at) ** 2 }))));
  const reach = Math.max(...terms.map(({ voice }) => apart(points[voice], at)));
  const out = points.flatMap((point, i) => (apart(point, at) < reach && !may.includes(i) ? [i] : []));
  return { terms, may, out };
}

// Those that have a share worth hearing, of one together.
function strong(terms) {
  const shares = portions(terms).filter(({ weight }) => weight >= LEAST);
  return portions(shares).sort((a, b) => b.weight - a.weight);
}

function portions(terms) {
  const sum = terms.reduce((total, { weight }) => total + weight, 0);
  return terms.map(({ voice, weight }) => ({ voice, weight: weight / sum }));
}

// In hundredths; what rounding leaves over goes to the first.
function rounded(terms) {
  const [first, ...others] = terms.map(({ voice, weight }) => ({ voice, weight: hundredths(weight) }));
  const rest = others.reduce((total, { weight }) => total + weight, 0);
  return [{ ...first, weight: hundredths(1 - rest) }, ...others];
}

// The point that a step in a direction (an arrow key: [1, 0] is right, [0, 1] up) leads to; the same one if there is none.
export function toward(points, from, [dx, dy]) {
  const [x, y] = points[from];
  const seen = points.flatMap((point, i) => {
    const [along, across] = [(point[0] - x) * dx + (point[1] - y) * dy, Math.abs((point[0] - x) * dy - (point[1] - y) * dx)];
    return i !== from && along > 0 ? [{ i, far: along + 2 * across }] : [];
  });
  return seen.length ? seen.reduce((best, one) => (one.far < best.far ? one : best)).i : from;
}

// The place of the voice with the largest share of a blend; -1 if none of them is on the map.
export function heaviest(terms, voices) {
  const share = (name) => terms.reduce((total, { voice, weight }) => total + (voice === name ? weight : 0), 0);
  const known = [...new Set(terms.map(({ voice }) => voice))].filter((name) => voices.includes(name));
  return known.length ? voices.indexOf(known.reduce((best, name) => (share(name) > share(best) ? name : best))) : -1;
}

// Each pair of true neighbours once: mutual when each is among the nearest of the other.
export function links(nearest) {
  const has = (i, j) => nearest[i].some(({ voice }) => voice === j);
  return nearest.flatMap((row, i) => row.flatMap(({ voice: j }) => (i < j || !has(j, i) ? [{ from: i, to: j, mutual: has(j, i) }] : [])));
}

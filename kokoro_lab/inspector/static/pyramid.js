// The least and the greatest of ever longer stretches, so that any zoom draws a wave or a picture at once.

const FACTOR = 4; // samples, or blocks of the level below, in one block

// Levels of {block, lows, highs}: item i covers samples i*block … (i+1)*block.
export function fromSamples(samples) {
  return coarsened({ block: 1, lows: samples, highs: samples });
}

// From pairs of least and greatest, one after the other.
export function fromPairs(pairs) {
  const [lows, highs] = [0, 1].map((which) => pairs.filter((_, i) => i % 2 === which));
  return coarsened({ block: 1, lows, highs });
}

function coarsened(finest) {
  const levels = [finest];
  while (levels.at(-1).lows.length > FACTOR) {
    const { block, lows, highs } = levels.at(-1);
    levels.push({ block: block * FACTOR, lows: every(lows, Math.min), highs: every(highs, Math.max) });
  }
  return levels;
}

function every(values, choose) {
  const found = new values.constructor(Math.ceil(values.length / FACTOR));
  for (let i = 0; i < found.length; i += 1) {
    let best = values[i * FACTOR];
    for (let j = i * FACTOR + 1; j < Math.min((i + 1) * FACTOR, values.length); j += 1) best = choose(best, values[j]);
    found[i] = best;
  }
  return found;
}

// The coarsest level whose blocks are no longer than a pixel is.
export function level(levels, samplesPerPixel) {
  return levels.findLast(({ block }) => block <= samplesPerPixel) ?? levels[0];
}

// The least and the greatest from sample `from` up to `to`; null where there is none.
export function extremes({ block, lows, highs }, from, to) {
  const first = Math.max(0, Math.floor(from / block));
  const stop = Math.min(lows.length, Math.max(first + 1, Math.ceil(to / block)));
  if (to <= 0 || first >= stop) return null;
  let [low, high] = [lows[first], highs[first]];
  for (let i = first + 1; i < stop; i += 1) {
    if (lows[i] < low) low = lows[i];
    if (highs[i] > high) high = highs[i];
  }
  return [low, high];
}

// A picture with half as many columns: of each two the greater value, or for phases, which have no greatest, the first.
export function halved({ values, rows, count }, phases = false) {
  const half = Math.ceil(count / 2);
  const found = new Uint8Array(half * rows);
  for (let column = 0; column < half; column += 1) {
    const [left, right] = [2 * column * rows, Math.min(2 * column + 1, count - 1) * rows];
    for (let row = 0; row < rows; row += 1) {
      const [a, b] = [values[left + row], values[right + row]];
      found[column * rows + row] = phases || a > b ? a : b;
    }
  }
  return { values: found, rows, count: half };
}

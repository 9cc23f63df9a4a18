// The least and the greatest of ever longer stretches, so that any zoom draws a wave or a picture at once.

const FACTOR = 4; // samples, or blocks of the level below, in one block

// Levels of {block, lows, highs}: item i covers samples i*block … (i+1)*block.
export function fromSamples(samples) {
  return coarsened({ block: 1, lows: samples, highs: samples });
}

// From pairs of least and greatest, one after the other.
export function fromPairs(pairs) {
  const [lows, highs] = [new pairs.constructor(pairs.length / 2), new pairs.constructor(pairs.length / 2)];
  for (let i = 0; i < lows.length; i += 1) [lows[i], highs[i]] = [pairs[2 * i], pairs[2 * i + 1]];
  return coarsened({ block: 1, lows, highs });
}

function coarsened(finest) {
  const levels = [finest];
  while (levels.at(-1).lows.length > FACTOR) levels.push(coarser(levels.at(-1)));
  return levels;
}

function coarser({ block, lows, highs }) {
  const count = Math.ceil(lows.length / FACTOR);
  const found = { block: block * FACTOR, lows: new lows.constructor(count), highs: new highs.constructor(count) };
  for (let i = 0; i < count; i += 1) {
    const stop = Math.min((i + 1) * FACTOR, lows.length);
    let [low, high] = [lows[i * FACTOR], highs[i * FACTOR]];
    for (let j = i * FACTOR + 1; j < stop; j += 1) {
      if (lows[j] < low) low = lows[j];
      if (highs[j] > high) high = highs[j];
    }
    found.lows[i] = low;
    found.highs[i] = high;
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

// What exhibits point at. A token, a frame and a time are three ways to point at one place: the newest counts.

const PLACE = ["token", "frame", "time"];

// A change of the focus with the older ways of pointing taken back.
export function pointing(change) {
  if (!PLACE.some((name) => name in change)) return change;
  return { ...Object.fromEntries(PLACE.map((name) => [name, null])), ...change };
}

// The token that a selection means: its longest, as a word is heard by its vowel.
export function tokenOf([first, stop], tokens) {
  let found = first;
  for (let i = first; i < stop; i += 1) if (tokens[i].frames > tokens[found].frames) found = i;
  return found;
}

// The place that item `i` of an axis is, null for axes that are no way to point. Axes are named after clocks;
// one that has a rate must hold all of the trace, or have an item of which the time is known: `here` {item, time}.
export function placeOn(axis, i, count, trace, here = null) {
  if (axis === "token" || axis === "frame") return { [axis]: i };
  const rate = Object.values(trace.values).find(({ clock }) => clock?.name === axis)?.clock.rate;
  const [first, last] = [trace.tokens[0].start, trace.tokens.at(-1).end];
  if (!rate) return null;
  if (Math.abs(count / rate - (last - first)) <= 1 / rate) return { time: first + (i + 0.5) / rate };
  return here ? { time: here.time + (i - here.item) / rate } : null;
}

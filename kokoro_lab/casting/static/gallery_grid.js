// Where a key leads in a grid of cards that flows with the width of the page, and where a mark stands on its scale.

// The card that `key` leads to from card `at`, null if it leads nowhere. `boxes` are {left, top} in the order of reading.
export function neighbour(boxes, at, key) {
  const last = boxes.length - 1;
  if (last < 0) return null;
  switch (key) {
    case "Home": return 0;
    case "End": return last;
    case "ArrowRight": return Math.min(last, at + 1);
    case "ArrowLeft": return Math.max(0, at - 1);
    case "ArrowDown": return across(boxes, at, 1);
    case "ArrowUp": return across(boxes, at, -1);
    default: return null;
  }
}

// The nearest of the next row that way; where there is none, where one is.
function across(boxes, at, way) {
  const { left, top } = boxes[at];
  const beyond = boxes.filter((box) => way * (box.top - top) > 1);
  if (beyond.length === 0) return at;
  const row = way * Math.min(...beyond.map((box) => way * box.top));
  const apart = (box) => (Math.abs(box.top - row) <= 1 ? Math.abs(box.left - left) : Infinity);
  return boxes.reduce((best, box, i) => (apart(box) < apart(boxes[best]) ? i : best), boxes.indexOf(beyond[0]));
}

// The next name after `at` that begins with a letter, around the end; null if there is none.
export function jump(names, at, letter) {
  const wanted = letter.toLowerCase();
  for (let step = 1; step <= names.length; step++) {
    const i = (at + step) % names.length;
    if (names[i].toLowerCase().startsWith(wanted)) return i;
  }
  return null;
}

// How many of these columns of at least `width` px, `gap` px apart, stand side by side.
export function columns(room, width, gap) {
  return Math.max(1, Math.floor((room + gap) / (width + gap)));
}

// One scale for all: [least, most] of what is measured; null if nothing is.
export function extent(values) {
  const measured = values.filter((value) => value != null);
  return measured.length ? [Math.min(...measured), Math.max(...measured)] : null;
}

// Share of the way from the least to the most, 0…1; pitch by its logarithm, as it is heard.
export function share(value, [least, most], scale = (x) => x) {
  if (least === most) return 0.5;
  return Math.min(1, Math.max(0, (scale(value) - scale(least)) / (scale(most) - scale(least))));
}

// The ends in Hz of the middle 80 % of a voice's pitch, taken as even about its median. `spread` in semitones.
export function band({ pitch, spread }) {
  const half = 2 ** ((spread ?? 0) / 24);
  return [pitch / half, pitch * half];
}

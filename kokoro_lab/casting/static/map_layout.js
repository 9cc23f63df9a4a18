// Where a map's points and their names stand on the screen: arithmetic alone, no page.

const MARGIN = { x: 40, y: 24 }; // pixels: room for names
const NARROW = 500; // pixels, to which a picture is taller than wide
const LINE = 14; // pixels that a name is high
const LETTER = 6.4; // pixels that a letter is wide
const OFF = 10; // pixels from a point to its name
const DOT = 6; // pixels around a point that no name may cover

// One scale for both axes, so that distances stay what they are; y is up on the map and down on the screen.
export class Frame {
  constructor(points, width) {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.width = width;
    this.height = Math.round(width * (width < NARROW ? 1.05 : 0.84));
    const across = (width - 2 * MARGIN.x) / Math.max(right - left, 0.1);
    const down = (this.height - 2 * MARGIN.y) / Math.max(high - low, 0.1);
    this.scale = Math.min(across, down);
    this.left = (width - (right + left) * this.scale) / 2;
    this.top = (this.height + (high + low) * this.scale) / 2;
  }

  toScreen([x, y]) {
    return [this.left + x * this.scale, this.top - y * this.scale];
  }

  // Back to the map, kept inside of the picture.
  toMap([x, y]) {
    const inside = (value, size) => Math.min(Math.max(value, DOT), size - DOT);
    return [(inside(x, this.width) - this.left) / this.scale, (this.top - inside(y, this.height)) / this.scale];
  }
}

// Names beside the points, as many as there is room for, the first ones first: {x, y, anchor} by place, null without room.
export function labels(places, names, width) {
  const dots = places.map(([x, y]) => box(x - DOT, y - DOT, 2 * DOT, 2 * DOT));
  const taken = [];
  return places.map((at, i) => {
    const free = sides(at, names[i]).find(({ area }) =>
      area.left >= 0 && area.right <= width
      && !taken.some((other) => overlap(area, other)) && !dots.some((dot, j) => j !== i && overlap(area, dot)));
    if (!free) return null;
    taken.push(free.area);
    return free.label;
  });
}

// Right of a point, left, above and below.
function sides([x, y], name) {
  const wide = name.length * LETTER;
  const [middle, half] = [y + LINE * 0.3, LINE / 2];
  return [
    { label: { x: x + OFF, y: middle, anchor: "start" }, area: box(x + OFF, y - half, wide, LINE) },
    { label: { x: x - OFF, y: middle, anchor: "end" }, area: box(x - OFF - wide, y - half, wide, LINE) },
    { label: { x, y: y - OFF, anchor: "middle" }, area: box(x - wide / 2, y - OFF - LINE + 3, wide, LINE) },
    { label: { x, y: y + OFF + LINE - 4, anchor: "middle" }, area: box(x - wide / 2, y + OFF - 1, wide, LINE) },
  ];
}

const box = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

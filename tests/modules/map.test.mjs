// What a point on the map stands for, and where things stand on the screen.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./static.mjs";

const from = (name) => import(`../../kokoro_lab/casting/static/${name}.js`);
const { heaviest, links, mixAt, nearestPoint, toward } = await from("map_mix");
const { Frame, labels } = await from("map_layout");

// Numbers that look random and are the same each time (a linear congruential generator).
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

function randomMap(seed, count = 20, k = 5) {
  const next = numbers(seed);
  const points = Array.from({ length: count }, () => [2 * next() - 1, 2 * next() - 1]);
  const nearest = points.map((_, i) => Array.from({ length: k }, (_, j) => ({ voice: (i + 1 + j * 3) % count, distance: j + 1 })));
  return { half: { points, nearest }, next };
}

// 0 and 1 are true neighbours; 2 lies between them on the map and is far from both in truth.
const PAIR = { points: [[0, 0], [1, 0], [0.4, 0.1], [5, 5]], nearest: [[{ voice: 1 }], [{ voice: 0 }], [{ voice: 3 }], [{ voice: 2 }]] };

test("the weights fall with the square of the distance on the map", () => {
  const half = { points: [[0, 0], [3, 0]], nearest: [[{ voice: 1 }], [{ voice: 0 }]] };
  assert.deepEqual(mixAt(half, [1, 0]).terms, [{ voice: 0, weight: 0.8 }, { voice: 1, weight: 0.2 }]); // 1 and 1/4
  assert.deepEqual(mixAt(half, [0.5, 0]).terms, [{ voice: 0, weight: 1 }]); // 4 and 0.16: less than a tenth
});

test("at a voice it is that voice alone", () => {
  assert.deepEqual(mixAt(PAIR, [1, 0]).terms, [{ voice: 1, weight: 1 }]);
  assert.deepEqual(mixAt(PAIR, [1.001, 0]).terms, [{ voice: 1, weight: 1 }]);
});

test("who is near on the map but no true neighbour takes no part, and is named", () => {
  const { terms, may, out } = mixAt(PAIR, [0.1, -0.4]);
  assert.deepEqual(terms.map(({ voice }) => voice), [0, 1]);
  assert.deepEqual(may, [0, 1]);
  assert.deepEqual(out, [2]);
});

test("anywhere: only the nearest and its neighbours, none under a tenth, hundredths that sum to one", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { half, next } = randomMap(seed);
    for (let i = 0; i < 50; i += 1) {
      const at = [2.4 * next() - 1.2, 2.4 * next() - 1.2];
      const { terms } = mixAt(half, at);
      const first = nearestPoint(half.points, at);
      const allowed = [first, ...half.nearest[first].map(({ voice }) => voice)];
      assert.equal(terms[0].voice, first);
      assert.ok(terms.every(({ voice, weight }) => allowed.includes(voice) && weight >= 0.1 && weight <= 1));
      assert.ok(terms.every(({ weight }) => Math.abs(weight * 100 - Math.round(weight * 100)) < 1e-9));
      assert.equal(Math.round(terms.reduce((sum, { weight }) => sum + weight, 0) * 1e6), 1e6);
    }
  }
});

test("an arrow key goes to the nearest point on that side", () => {
  const points = [[0, 0], [1, 0.1], [0.3, 0.9], [-1, 0], [3, 0]];
  assert.equal(toward(points, 0, [1, 0]), 1);
  assert.equal(toward(points, 0, [0, 1]), 2);
  assert.equal(toward(points, 0, [-1, 0]), 3);
  assert.equal(toward(points, 0, [0, -1]), 0); // nothing is there
});

test("every point can be reached with arrow keys", () => {
  const { points } = randomMap(3, 54).half;
  const seen = new Set([0]);
  for (const place of seen)
    for (const way of [[1, 0], [-1, 0], [0, 1], [0, -1]]) seen.add(toward(points, place, way));
  assert.equal(seen.size, 54);
});

test("a mix made elsewhere begins at its largest voice that is on the map", () => {
  const terms = [{ voice: "a", weight: 0.4 }, { voice: "b", weight: 0.3 }, { voice: "b", weight: 0.3 }];
  assert.equal(heaviest(terms, ["a", "b", "c"]), 1);
  assert.equal(heaviest([{ voice: "mine.pt", weight: 9 }, ...terms], ["b", "a"]), 0);
  assert.equal(heaviest([{ voice: "x", weight: 1 }], ["a"]), -1);
});

test("each pair of true neighbours is one line, mutual if both say so", () => {
  const nearest = [[{ voice: 1 }], [{ voice: 0 }], [{ voice: 0 }]];
  assert.deepEqual(links(nearest), [{ from: 0, to: 1, mutual: true }, { from: 2, to: 0, mutual: false }]);
});

test("the screen keeps the proportions of the map, and gives places back", () => {
  const { points } = randomMap(5).half;
  const frame = new Frame(points, 600);
  const [a, b, c] = points.map((point) => frame.toScreen(point));
  const ratio = (p, q, r) => Math.hypot(p[0] - q[0], p[1] - q[1]) / Math.hypot(p[0] - r[0], p[1] - r[1]);
  assert.ok(Math.abs(ratio(a, b, c) - ratio(points[0], points[1], points[2])) < 1e-9);
  for (const point of points) {
    const [x, y] = frame.toScreen(point);
    assert.ok(x >= 0 && x <= frame.width && y >= 0 && y <= frame.height);
    frame.toMap([x, y]).forEach((value, axis) => assert.ok(Math.abs(value - point[axis]) < 1e-9));
  }
  assert.ok(frame.toMap([-500, 0])[0] < frame.toMap([300, 0])[0]);
  assert.deepEqual(frame.toMap([-500, 300]), frame.toMap([0, 300])); // stays in the picture
});

test("no name covers another or a point, and who comes first has one", () => {
  const places = [[100, 100], [104, 101], [108, 100], [300, 50], [112, 102], [596, 200]];
  const found = labels(places, ["Heart", "Bella", "Nicole", "Emma", "Alloy", "Onyx"], 600);
  assert.ok(found[0] && found[3]);
  assert.equal(found[5].anchor, "end"); // on the right there is no room
  assert.ok(found.filter(Boolean).length < places.length);
});

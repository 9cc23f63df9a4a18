import assert from "node:assert/strict";
import test from "node:test";
import * as scale from "../../kokoro_lab/inspector/static/scale.js";

const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test("a view turns seconds into pixels and back", () => {
  const view = new scale.View([2, 4], 800);
  near(view.x(3), 400);
  near(view.t(view.x(2.71)), 2.71);
  assert.deepEqual([1.9, 2, 4, 4.1].map((t) => view.holds(t)), [false, true, true, false]);
});

test("zooming keeps the moment under the pointer where it is, until a limit is met", () => {
  const limits = [0, 30];
  const [start, end] = scale.zoomed([10, 20], 2, 12, limits);
  near((12 - start) / (end - start), 0.2);
  near(end - start, 5);
  assert.deepEqual(scale.zoomed([10, 20], 0.1, 12, limits), limits);
  const [a, b] = scale.zoomed([10, 10.02], 1000, 10.01, limits);
  near(b - a, scale.SHORTEST, 1e-9);
});

test("panning stops at both ends and keeps the length", () => {
  assert.deepEqual(scale.panned([1, 3], -5, [0, 10]), [0, 2]);
  assert.deepEqual(scale.panned([1, 3], 50, [-0.5, 10]), [8, 10]);
  assert.deepEqual(scale.inside([-4, 90], [0, 10]), [0, 10]);
});

test("two fingers keep the moments that they hold", () => {
  const span = scale.pinched([2, 3], [100, 500], 800, [0, 30]);
  const view = new scale.View(span, 800);
  near(view.x(2), 100, 1e-6);
  near(view.x(3), 500, 1e-6);
});

test("a word is looked at with some room around it", () => {
  const [start, end] = scale.around([4, 5], [0, 30]);
  assert.ok(start < 4 && end > 5 && end - start < 2);
  assert.deepEqual(scale.around([0, 30], [0, 30]), [0, 30]);
});

test("ticks are round, in view, far enough apart, and say no more digits than they have", () => {
  for (const length of [0.012, 0.3, 2.7, 29]) {
    const view = new scale.View([1.234, 1.234 + length], 700);
    const { step, ticks } = scale.timeTicks(view);
    assert.ok(ticks.length >= 2 && step * view.pixels >= 80 - 1e-6);
    for (const { at, label } of ticks) {
      assert.ok(view.holds(at));
      near(at, parseFloat(label), 1e-9);
    }
  }
});

test("a logarithmic axis gives an octave the same height everywhere", () => {
  const axis = new scale.Axis({ low: 80, high: 400, log: true, height: 116 });
  near(axis.y(100) - axis.y(200), axis.y(200) - axis.y(400), 1e-9);
  near(axis.value(axis.y(173)), 173, 1e-9);
  assert.ok(axis.y(300) < axis.y(100));
  const ticks = axis.ticks(20);
  ticks.slice(1).forEach((value, i) => assert.ok(axis.y(ticks[i]) - axis.y(value) >= 20));
});

test("a value outside of the plot is read as the nearest inside", () => {
  const axis = new scale.Axis({ low: -10, high: 9, height: 84 });
  near(axis.value(-50), 9);
  near(axis.value(500), -10);
  assert.ok(axis.ticks().includes(0));
});

test("the range of a pitch leaves out gaps and fading ends, and is never less than an octave", () => {
  const melody = [...Array(96).fill(180), 240, 0, 0, 11];
  const { low, high } = scale.range([Float32Array.from(melody)], { log: true, floor: 10 });
  assert.ok(low > 60 && low < 180 && high >= 240);
  const flat = scale.range([[181, 181]], { log: true, floor: 10 });
  assert.ok(flat.high / flat.low >= 2);
  assert.ok(scale.range([[0, 0]], { log: true, floor: 10 }).high > 0);
});

test("the range of an energy holds all of it", () => {
  const { low, high } = scale.range([[-9.7, 0, 8.7], [9.2]], { log: false });
  assert.ok(low < -9.7 && high > 9.2);
  const still = scale.range([[3, 3]], { log: false });
  assert.ok(still.low < 3 && still.high > 3);
});

test("numbers are written for people", () => {
  assert.deepEqual([212.34, 15.26, -0.4217, 0.04267, 0, -10].map(scale.figure), ["212", "15.3", "−0.42", "0.0427", "0", "−10"]);
  near(scale.semitones(110, 220), 12);
  assert.equal(scale.seconds(1.24), "1.240 s");
});

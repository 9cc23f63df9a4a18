import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../kokoro_lab/inspector/static/history.js";
import { chances } from "./speech.mjs";

test("undo goes back, redo goes to the fork at which one was last", () => {
  const history = new History();
  assert.equal(history.undo(), null);
  const [root, first] = [history.push("a", "spoken"), history.push("b", "longer")];
  assert.equal(history.redo(), null);
  assert.equal(history.undo(), root);
  const second = history.push("c", "flat");
  assert.equal(history.undo(), root);
  assert.equal(history.redo(), second);
  history.goto(first);
  history.undo();
  assert.equal(history.redo(), first);
  assert.deepEqual(history.path, [root, first]);
  assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
});

test("forks are drawn in lanes", () => {
  const history = new History();
  const root = history.push("a", "");
  history.push("b", "");
  history.push("c", "");
  history.goto(root);
  history.push("d", "");
  const drawn = history.nodes.map(({ node, depth, lane }) => [node.state, depth, lane]);
  assert.deepEqual(drawn, [["a", 0, 0], ["b", 1, 0], ["c", 2, 0], ["d", 1, 1]]);
});

test("a long line of changes loses its beginning, and stays whole", () => {
  const history = new History({ nodes: 5 });
  for (let i = 0; i < 12; i += 1) history.push(i, "");
  assert.deepEqual(history.path.map(({ state }) => state), [7, 8, 9, 10, 11]);
  while (history.undo());
  assert.equal(history.current.state, 7);
});

test("the oldest tip beside the path goes first", () => {
  const history = new History({ nodes: 3 });
  const root = history.push("root", "");
  for (const state of ["a", "b", "c"]) {
    history.goto(root);
    history.push(state, "");
  }
  assert.deepEqual(history.nodes.map(({ node }) => node.state), ["root", "b", "c"]);
});

test("few traces are held, the one used last among them", () => {
  const history = new History({ traces: 2 });
  const nodes = ["a", "b", "c"].map((state) => history.push(state, ""));
  history.keep(nodes[0], "trace a");
  history.keep(nodes[1], "trace b");
  assert.equal(history.traceOf(nodes[0]), "trace a");
  history.keep(nodes[2], "trace c");
  assert.deepEqual(nodes.map((node) => history.traceOf(node)), ["trace a", null, "trace c"]);
});

test("whatever is walked, the tree holds together and stays within bounds", () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const chance = chances(seed);
    const history = new History({ nodes: 12, traces: 4 });
    for (let step = 0; step < 120; step += 1) {
      const kind = chance.next();
      if (kind < 0.5) history.keep(history.push(step, ""), step);
      else if (kind < 0.7) history.undo();
      else if (kind < 0.85) history.redo();
      else if (history.current) history.goto(chance.of([...history.all]));
      const drawn = history.nodes;
      assert.equal(drawn.length, history.all.size);
      assert.ok(drawn.length <= 12 && history.traces.size <= 4);
      assert.ok(history.path.every((node) => history.all.has(node)));
      assert.equal(new Set(drawn.map(({ depth, lane }) => `${depth} ${lane}`)).size, drawn.length);
      if (history.current?.next) assert.ok(history.current.children.includes(history.current.next));
    }
  }
});

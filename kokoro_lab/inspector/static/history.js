// Forks: every version of an utterance is a node under the one that it was made from.

const NODES = 200; // kept; the oldest tips that do not lead to the current one go first
const TRACES = 16; // held in memory; any other is asked for again

export class History {
  constructor({ nodes = NODES, traces = TRACES } = {}) {
    Object.assign(this, { limit: nodes, held: traces });
    this.current = null;
    this.count = 0; // nodes ever made
    this.all = new Set(); // in the order in which they were made
    this.traces = new Map(); // by node, the longest unused first
  }

  // A fork of the current node: {id, state, label, parent, children}.
  push(state, label) {
    const node = { id: this.count, state, label, parent: this.current, children: [], next: null };
    this.count += 1;
    this.all.add(node);
    if (this.current) this.current.children.push(node);
    this.goto(node);
    while (this.all.size > this.limit) this.forget(this.leastMissed());
    return node;
  }

  // To what the current node was made from; null where there is nothing.
  undo() {
    return this.current?.parent ? this.goto(this.current.parent) : null;
  }

  // To the child at which the walk was last.
  redo() {
    return this.current?.next ? this.goto(this.current.next) : null;
  }

  get canUndo() {
    return Boolean(this.current?.parent);
  }

  get canRedo() {
    return Boolean(this.current?.next);
  }

  goto(node) {
    if (!this.all.has(node)) return null; // it was forgotten
    this.current = node;
    for (let at = node; at.parent; at = at.parent) at.parent.next = at;
    return node;
  }

  // From the root to the current node.
  get path() {
    const nodes = [];
    for (let at = this.current; at; at = at.parent) nodes.unshift(at);
    return nodes;
  }

  // All nodes as [{node, depth, lane}]: a column for each step from the root; a first child goes on in its
  // parent's lane, any other begins a lane of its own.
  get nodes() {
    const found = [];
    let lanes = 0;
    const roots = [...this.all].filter(({ parent }) => !parent).reverse();
    const open = roots.map((node) => ({ node, depth: 0, lane: null }));
    while (open.length) {
      const { node, depth, lane: given } = open.pop();
      const lane = given ?? lanes;
      if (given === null) lanes += 1;
      found.push({ node, depth, lane });
      const below = node.children.map((child, i) => ({ node: child, depth: depth + 1, lane: i === 0 ? lane : null }));
      open.push(...below.reverse());
    }
    return found;
  }

  keep(node, trace) {
    this.traces.delete(node);
    this.traces.set(node, trace);
    if (this.traces.size > this.held) this.traces.delete(this.traces.keys().next().value);
  }

  // The trace of a node, if it is still held.
  traceOf(node) {
    const trace = this.traces.get(node);
    if (trace) this.keep(node, trace);
    return trace ?? null;
  }

  // The oldest tip beside the path; where all nodes are on it, its beginning.
  leastMissed() {
    const path = new Set(this.path);
    for (const node of this.all) if (!node.children.length && !path.has(node)) return node;
    return this.path[0];
  }

  forget(node) {
    this.all.delete(node);
    this.traces.delete(node);
    for (const child of node.children) child.parent = null;
    if (!node.parent) return;
    node.parent.children = node.parent.children.filter((child) => child !== node);
    if (node.parent.next === node) node.parent.next = node.parent.children.at(-1) ?? null;
  }
}

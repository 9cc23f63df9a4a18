// The network's parts as a tree, folded and searched; arithmetic on names alone.

// Every module with its depth, its parent and whether it holds others, in the order given (parents come first).
export function nested(modules) {
  const names = new Set(modules.map(({ name }) => name));
  const parent = (name) => {
    for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1))
      if (names.has(name.slice(0, dot))) return name.slice(0, dot);
    return null;
  };
  const above = new Map(modules.map(({ name }) => [name, parent(name)]));
  const holders = new Set(above.values());
  const depth = (name) => (above.get(name) === null ? 0 : depth(above.get(name)) + 1);
  return modules.map((module) => {
    const over = above.get(module.name);
    const label = over === null ? module.name : module.name.slice(over.length + 1);
    return { ...module, label, parent: over, depth: depth(module.name), holds: holders.has(module.name) };
  });
}

// The rows to show: what is unfolded, or, where something is searched, all that match and what they stand in.
export function rowsOf(tree, unfolded, search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) {
    const shown = new Set([null]);
    return tree.filter(({ name, parent }) => {
      if (!shown.has(parent)) return false;
      if (unfolded.has(name)) shown.add(name);
      return true;
    });
  }
  const byName = new Map(tree.map((row) => [row.name, row]));
  const kept = new Set();
  for (const { name, type, station } of tree) {
    const text = `${name} ${type} ${station ?? ""}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    for (let at = name; at !== null && !kept.has(at); at = byName.get(at).parent) kept.add(at);
  }
  return tree.filter(({ name }) => kept.has(name));
}

// 81763410 → "81.8 M".
export function count(parameters) {
  if (!parameters) return "";
  const [size, unit] = parameters >= 1e6 ? [1e6, " M"] : parameters >= 1e3 ? [1e3, " k"] : [1, ""];
  return `${Number((parameters / size).toPrecision(3))}${unit}`;
}

// A searchable tree of modules: arrow keys walk, unfold and fold it, Enter chooses.
import { make } from "./dom.js";
import { count, nested, rowsOf } from "./exhibit_tree.js";
import { target } from "./exhibit_roving.js";

export class Modules {
  constructor(modules, choose) {
    Object.assign(this, { tree: nested(modules), choose, unfolded: new Set(), chosen: null, at: 0 });
    this.node = make("div", "kl-modules");
    this.search = make("input", "kl-search");
    this.search.type = "search";
    this.search.placeholder = `Search ${modules.length} parts: name, type, station`;
    this.search.ariaLabel = "Search the parts of the network";
    this.search.addEventListener("input", () => this.draw());
    this.search.addEventListener("keydown", (event) => event.stopPropagation());
    this.list = make("div", "kl-tree kl-scroll");
    this.list.setAttribute("role", "tree");
    this.list.setAttribute("aria-label", "Parts of the network");
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.node.append(this.search, this.list);
    this.draw();
  }

  row({ name, label, type, parameters, depth, holds }, i) {
    const node = make("div", "kl-module");
    const open = this.unfolded.has(name) || this.search.value.trim() !== "";
    node.setAttribute("role", "treeitem");
    node.setAttribute("aria-level", depth + 1);
    node.setAttribute("aria-selected", name === this.chosen);
    if (holds) node.setAttribute("aria-expanded", open);
    node.style.setProperty("--depth", depth);
    node.tabIndex = i === this.at ? 0 : -1;
    node.title = name;
    const fold = make("span", "kl-fold", holds ? (open ? "▾" : "▸") : "");
    fold.addEventListener("click", (event) => {
      event.stopPropagation();
      this.fold(name);
    });
    node.append(fold, make("span", "kl-module-name", label), make("span", "kl-quiet", type), make("span", "kl-count", count(parameters)));
    node.addEventListener("click", () => this.pick(name));
    return node;
  }

  draw() {
    this.rows = rowsOf(this.tree, this.unfolded, this.search.value);
    this.at = Math.min(this.at, Math.max(0, this.rows.length - 1));
    this.list.replaceChildren(...this.rows.map((row, i) => this.row(row, i)));
    if (!this.rows.length) this.list.append(make("p", "kl-quiet", "Nothing has this name."));
  }

  fold(name, open = !this.unfolded.has(name)) {
    this.unfolded[open ? "add" : "delete"](name);
    this.draw();
  }

  pick(name) {
    this.chosen = name;
    this.at = this.rows.findIndex((row) => row.name === name);
    this.draw();
    this.choose(this.tree.find((row) => row.name === name));
  }

  key(event) {
    const row = this.rows[this.at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const sideways = { ArrowRight: true, ArrowLeft: false }[event.key];
    if (event.key === "Enter" || event.key === " ") this.pick(row.name);
    else if (sideways !== undefined && row.holds && this.unfolded.has(row.name) !== sideways) this.fold(row.name, sideways);
    else if (event.key === "ArrowLeft" && row.parent !== null) this.at = this.rows.findIndex(({ name }) => name === row.parent);
    else this.at = target(sideways === undefined ? event.key : "", this.at, this.rows.length) ?? this.at;
    if (!["Enter", " ", "Home", "End"].includes(event.key) && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
    [...this.list.children].forEach((node, i) => (node.tabIndex = i === this.at ? 0 : -1));
    this.list.children[this.at]?.focus();
  }
}

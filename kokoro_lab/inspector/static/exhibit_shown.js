// All exhibits of an answer, each by the viewer of its kind.
import { make } from "./dom.js";
import { bars } from "./exhibit_bars.js";
import { pointing } from "./exhibit_focus.js";
import { formula, text } from "./exhibit_formula.js";
import { heat } from "./exhibit_heat.js";
import { line } from "./exhibit_line.js";
import { picker, sound } from "./exhibit_picker.js";
import { table } from "./exhibit_table.js";
import { linkTerms, Terms } from "./exhibit_terms.js";
import { words } from "./exhibit_words.js";

// A viewer makes {node, close} of an exhibit and {model, act, ask, buffers, time, focus, terms}; close may be missing.
const VIEWERS = { text, formula, bars, heat, line, table, words, picker, sound };
const UNTITLED = new Set(["picker", "sound"]); // they carry their own names

function section(exhibit, context) {
  const node = make("section", `kl-exhibit kl-exhibit-${exhibit.kind}`);
  if (exhibit.title && !UNTITLED.has(exhibit.kind)) node.append(make("h4", "", exhibit.title));
  const viewer = VIEWERS[exhibit.kind];
  const shown = viewer ? viewer(exhibit, context) : { node: make("p", "kl-quiet", `This page cannot show a “${exhibit.kind}”.`) };
  node.append(shown.node);
  if (exhibit.note) node.append(make("p", "kl-note", exhibit.note));
  return { node, close: shown.close };
}

export function show(exhibits, context) {
  const node = make("div", "kl-exhibits");
  const terms = new Terms();
  const focus = (change) => context.act.focus(pointing(change));
  const parts = exhibits.map((exhibit) => section(exhibit, { ...context, terms, focus }));
  node.append(...parts.map((part) => part.node));
  const unlink = linkTerms(node, terms);
  return {
    node,
    close() {
      unlink();
      for (const part of parts) part.close?.();
    },
  };
}

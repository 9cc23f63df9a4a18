// Plain text, and arithmetic set as mathematics, in which a number that has a term lights up with its bar or cell.
import { make } from "./dom.js";
import { rove } from "./exhibit_roving.js";

export function text({ body }) {
  const node = make("div", "kl-text-body");
  node.append(...body.split(/\n+/).map((part) => make("p", "", part)));
  return { node };
}

const OPERATOR = "[=+−×÷·/^()[\\]√Σ]";
const LETTER = "(?<![\\p{L}\\d₀-₉’'])\\p{L}(?![\\p{L}\\d’'])";

// The letters that are variables: those that stand alone beside an operator, unless they are units after a number.
export function variables(texts) {
  const pattern = new RegExp(`(?<!\\d\\s?)(?:(?<=${OPERATOR}\\s?)(${LETTER})|(${LETTER})(?=\\s?${OPERATOR}))`, "gu");
  return new Set(texts.flatMap((one) => [...one.matchAll(pattern)].map(([, after, before]) => after ?? before)));
}

// A text in runs, variables by themselves: they are set in italics, as in print.
export function runs(text, names) {
  const parts = text.split(new RegExp(`(${LETTER})`, "u")).filter(Boolean);
  return parts.map((run, i) => ({ run, variable: names.has(run) && !/\d\s?$/.test(parts[i - 1] ?? "") }));
}

function set(part, names) {
  const pieces = runs(part.text ?? part, names).map(({ run, variable }) => (variable ? make("i", "", run) : run));
  if (typeof part === "string") return pieces;
  const node = make("span", "kl-term");
  node.append(...pieces);
  node.dataset.term = part.term;
  return [node];
}

export function formula({ lines }) {
  const node = make("div", "kl-formula");
  node.setAttribute("role", "group");
  const names = variables(lines.flat().filter((part) => typeof part === "string"));
  for (const line of lines) {
    const row = make("p", "");
    row.append(...line.flatMap((part) => set(part, names)));
    node.append(row);
  }
  rove(node, ".kl-term");
  return { node };
}

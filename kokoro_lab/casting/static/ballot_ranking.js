// A ranking as a table: strengths with their 95 % intervals on one axis.
import { make } from "../inspector/dom.js";
import { extent, percent, signed } from "./audition_sums.js";
import { tableHead } from "./table_head.js";

const HEADS = [["", ""], ["Voice", ""], ["Strength, 95\u00a0% interval", "log odds; 0 is the mean of all"], ["Won–lost", ""], ["Best", "the probability of being the best"]];

function bar({ strength, low, high }, [least, most]) {
  const node = make("div", "kl-rank-bar");
  const share = (value) => (value - least) / (most - least || 1);
  for (const [name, value] of Object.entries({ low, high, strength, zero: 0 })) node.style.setProperty(`--${name}`, share(value));
  node.append(make("i", "kl-rank-zero", ""), make("i", "kl-rank-interval", ""), make("i", "kl-rank-dot", ""));
  node.title = `${signed(strength, 2)}, between ${signed(low, 2)} and ${signed(high, 2)} (95 %)`;
  return node;
}

function cell(className, ...parts) {
  const node = make("td", className);
  node.append(...parts);
  return node;
}

// `rows` from `ranked`; `nameOf(row)` gives what stands for the voice.
export function rankingTable(rows, nameOf, caption) {
  const node = make("table", "kl-ranking");
  const axis = extent(rows);
  const lines = rows.map((row) => {
    const line = make("tr", "");
    const name = make("th", "");
    name.scope = "row";
    name.append(nameOf(row));
    const strength = make("div", "kl-rank-scale");
    strength.append(bar(row, axis), make("span", "kl-number", signed(row.strength, 2)));
    line.append(cell("kl-number", String(row.rank)), name, cell("kl-rank-strength", strength), cell("kl-number", `${row.wins}–${row.losses}`), cell("kl-number", percent(row.best)));
    return line;
  });
  const body = make("tbody", "");
  body.append(...lines);
  node.append(make("caption", "kl-quiet", caption), tableHead(HEADS), body);
  return node;
}

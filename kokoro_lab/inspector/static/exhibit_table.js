// Rows of words and numbers that line up; a row that leads somewhere has its first cell to press.
import { make } from "./dom.js";
import { decimals, figure, written } from "./exhibit_numbers.js";
import { rove } from "./exhibit_roving.js";

const LONG = 24; // letters of a text that gets room of its own

// The cells of a column as texts: numbers with equally many decimals, unless they differ too much in size.
export function columnTexts(cells) {
  const values = cells.filter((cell) => typeof cell === "number");
  const places = decimals(values);
  const alike = values.every((value) => value === 0 || Math.abs(value) >= 10 ** -(places + 1));
  return cells.map((cell) => {
    if (cell === null || cell === undefined) return "–";
    if (typeof cell !== "number") return cell.text ?? cell;
    return alike ? written(cell, places) : figure(cell);
  });
}

function actionOf(action) {
  if (!action) return null;
  if ("open_chunk" in action) return ({ act }) => act.chunk(action.open_chunk);
  if ("focus" in action) return ({ focus }) => focus(action.focus);
  if ("open" in action) return ({ act }) => act.open(action.open);
  return null;
}

function headOf(columns) {
  const row = make("tr", "");
  for (const { title, unit, align } of columns) {
    const cell = make("th", `kl-${align}`, title);
    cell.scope = "col";
    if (unit) cell.append(make("span", "kl-unit", ` ${unit}`));
    row.append(cell);
  }
  return row;
}

function cellOf(text, cell, { align }, press) {
  const node = make("td", `kl-${align}`);
  const holder = press ? make("button", "kl-row-action", text) : node;
  if (press) {
    holder.type = "button";
    holder.addEventListener("click", press);
    node.append(holder);
  } else node.textContent = text;
  if (/[^\x20-\x7e–−“”’·→×]/.test(text)) node.classList.add("kl-ipa");
  node.classList.toggle("kl-long", text.length > LONG);
  if (cell?.term !== undefined && cell?.term !== null) node.dataset.term = cell.term;
  return node;
}

export function table({ title, columns, rows, actions }, context) {
  const node = make("div", "kl-scroll");
  const inner = make("table", "kl-table");
  const texts = columns.map((_, c) => columnTexts(rows.map((row) => row[c])));
  const body = make("tbody", "");
  rows.forEach((row, r) => {
    const line = make("tr", "");
    const action = actionOf(actions?.[r]);
    line.append(...columns.map((column, c) => cellOf(texts[c][r], row[c], column, c === 0 && action ? () => action(context) : null)));
    body.append(line);
  });
  const head = make("thead", "");
  head.append(headOf(columns));
  inner.append(head, body);
  inner.setAttribute("aria-label", title);
  node.append(inner);
  node.tabIndex = actions?.some(Boolean) ? -1 : 0; // to be scrolled by keyboard
  rove(inner, ".kl-row-action");
  return { node };
}

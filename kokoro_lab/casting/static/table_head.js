// The head of a table: a row of titles, with what they mean to who rests on them.
import { make } from "../inspector/dom.js";

// `titles`: [text, meaning or ""].
export function tableHead(titles) {
  const [top, row] = [make("thead", ""), make("tr", "")];
  row.append(...titles.map(([text, title]) => Object.assign(make("th", "", text), { scope: "col", title })));
  top.append(row);
  return top;
}

// The takes of the voice with styles of different lengths: what the style did to the same words.
import { make } from "../inspector/dom.js";
import { symbolsText } from "./curve_numbers.js";

// How many symbols the network was given, which is the row that it took if no other was asked for.
export const lengthOf = (take) => [...take.symbols].length;

// Each take of a formula with the length of its style, shortest first.
export function heardRows(takes, formula) {
  return [...takes.values()].filter((take) => take.formula === formula).map((take) => {
    const edit = (take.request.edits ?? []).find(({ name }) => name === "style_row");
    return { take, symbols: edit ? edit.arguments.symbols : null, length: edit ? edit.arguments.symbols : lengthOf(take) };
  }).sort((one, other) => one.length - other.length);
}

const HEADS = ["style of", "pace", "pitch", "seconds"];

export function heardTable({ model, onPick }) {
  const table = make("table", "kl-curve-heard");
  const show = () => {
    const rows = heardRows(model.get("takes"), model.get("mix"));
    table.hidden = !rows.length;
    table.replaceChildren(line(HEADS.map((head) => make("th", "", head))), ...rows.map(row));
  };
  function row({ take, symbols, length }) {
    const cell = make("td", "");
    const play = make("button", "kl-button", symbols === null ? `your text: ${length}` : symbolsText(length));
    play.type = "button";
    play.ariaLabel = `Hear the style of ${symbolsText(length)}`;
    play.addEventListener("click", () => onPick(symbols));
    cell.append(play);
    const pitch = take.pitch === null ? "–" : `${take.pitch.toFixed(0)} Hz`;
    const node = line([cell, ...[`${take.pace.toFixed(1)} phonemes/s`, pitch, `${take.seconds.toFixed(2)} s`].map((text) => make("td", "", text))]);
    const heard = model.get("heard");
    node.classList.toggle("kl-on", heard?.kind === "take" && heard.formula === take.key);
    return node;
  }
  const events = ["change:takes", "change:mix", "change:heard"];
  for (const event of events) model.on(event, show);
  show();
  return { node: table, close: () => events.forEach((event) => model.off(event, show)) };
}

function line(cells) {
  const node = make("tr", "");
  node.append(...cells);
  return node;
}

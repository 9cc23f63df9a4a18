// The takes of the voice with styles of different lengths: what the style did to the same words.
import { make } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { symbolsText } from "./curve_numbers.js";
import { whenever } from "./whenever.js";

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
  function row({ take, symbols, length }) {
    const cell = make("td", "");
    const play = wordButton(symbols === null ? `your text: ${length}` : symbolsText(length), () => onPick(symbols));
    play.ariaLabel = `Hear the style of ${symbolsText(length)}`;
    cell.append(play);
    const pitch = take.pitch === null ? "–" : `${take.pitch.toFixed(0)} Hz`;
    const node = line([cell, ...[`${take.pace.toFixed(1)} phonemes/s`, pitch, `${take.seconds.toFixed(2)} s`].map((text) => make("td", "", text))]);
    const heard = model.get("heard");
    node.classList.toggle("kl-on", heard?.kind === "take" && heard.formula === take.key);
    return node;
  }
  whenever(model, ["takes", "mix", "heard"], () => {
    const rows = heardRows(model.get("takes"), model.get("mix"));
    table.hidden = !rows.length;
    table.replaceChildren(line(HEADS.map((head) => make("th", "", head))), ...rows.map(row));
  });
  return table;
}

function line(cells) {
  const node = make("tr", "");
  node.append(...cells);
  return node;
}

// What a blind test came to: the ranking with its names, and the ways to leave with the winner.
import { make, signButton } from "../inspector/dom.js";
import { ahead, counted, ranked } from "./audition_sums.js";
import { rankingTable } from "./ballot_ranking.js";
import { titleOf } from "./names.js";

const LONGEST = 60; // characters of the text that was voted on

// `save(formulas)` promises a file of them.
export function outcome({ model, act, save }) {
  const node = make("section", "kl-audition-result");
  node.ariaLabel = "Ranking";
  const [said, file, use] = [make("p", "kl-audition-ahead", ""), make("button", "kl-button kl-main", ""), make("button", "kl-button", "Use the winner")];
  file.type = use.type = "button";
  file.title = "Its sound as a .wav; of a blend a zip with its voice file and the ranking";
  use.title = "Write it into the form on top";
  const doings = make("div", "kl-audition-leave");
  doings.append(said, use, file);
  const away = signButton("kl-away", "×", "Put the ranking away", forget);
  const head = make("div", "kl-audition-result-head");
  head.append(make("h3", "", "Ranking"), away);
  let [rows, table] = [[], null]; // rows: the best first

  const winners = () => rows.filter(({ rank }) => rank === 1).map(({ formula }) => formula); // more than one where they are level
  file.addEventListener("click", () => save(winners()));
  use.addEventListener("click", () => act.use(rows[0].formula));

  function nameOf({ formula }) {
    return Object.assign(make("span", "", titleOf(model, formula)), { title: formula });
  }

  function show({ items, formulas, votes, skipped, text }) {
    rows = ranked(formulas, items);
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
    const caption = `${counted(votes, "vote")}${skipped ? `, ${skipped} skipped` : ""} · strengths by Bradley–Terry, 0 is their mean · “${short}”`;
    said.textContent = ahead(rows, winners().map((formula) => titleOf(model, formula)));
    file.textContent = winners().length > 1 ? `Export the first ${winners().length}` : "Export the winner";
    use.hidden = winners().length > 1;
    table = rankingTable(rows, nameOf, caption);
    back();
    file.focus({ preventScroll: true });
  }

  function back() {
    if (!rows.length) return;
    node.replaceChildren(head, table, doings);
    node.hidden = false;
  }

  // No name stays in the page, until `back()`.
  function hide() {
    node.hidden = true;
    node.replaceChildren();
  }

  function forget() {
    rows = [];
    hide();
  }

  forget();
  return { node, show, hide, back, winners, get ranking() { return rows; } };
}

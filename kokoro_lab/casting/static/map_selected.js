// The voice that was selected: its true neighbours in both halves, and what one may do with it.
import { make } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { HALVES } from "./formula.js";
import { whenever } from "./whenever.js";

const HINT = "Point at a voice to hear it. Press it to see here which voices are its true neighbours, and how far they are.";

export function selected({ map, cards, own, act, model }) {
  const node = make("aside", "kl-map-panel");
  node.setAttribute("aria-live", "polite");

  function show() {
    const chosen = own.get("selected");
    node.classList.toggle("kl-empty", chosen === null);
    if (chosen === null) return node.replaceChildren(make("p", "kl-quiet", HINT));
    const card = cards[chosen];
    const grade = card.grade ? ` · grade ${card.grade}` : "";
    const heading = make("h3", "", card.display);
    heading.append(make("span", "kl-quiet", `${[card.language_name, card.gender].filter(Boolean).join(" · ")}${grade}`));
    const lines = HALVES.map((half) => line(half, map.halves[half].nearest[chosen]));
    node.replaceChildren(heading, ...lines, buttons(card));
  }

  function line(half, found) {
    const row = make("p", "kl-map-near");
    const title = make("span", "kl-quiet", `nearest in ${half}`);
    title.title = "Root mean square, over the 510 rows, of the distance in 128 dimensions";
    row.append(title);
    for (const { voice, distance } of found) {
      const button = wordButton(cards[voice].called, () => act.hear(cards[voice].name), "kl-map-neighbour");
      button.title = `Hear ${cards[voice].name}`;
      button.append(make("span", "", distance.toFixed(2)));
      button.addEventListener("pointerenter", () => own.set("hovered", voice));
      button.addEventListener("pointerleave", () => own.set("hovered", null));
      row.append(button);
    }
    return row;
  }

  function buttons({ name }) {
    const row = make("p", "kl-map-do");
    const on = model.get("chosen").includes(name);
    const choose = wordButton(on ? "Among the candidates" : "Add to candidates", () => act.choose(name));
    choose.setAttribute("aria-pressed", on);
    const mix = wordButton("Mix from here", () => {
      act.mix(name);
      act.view("mixer");
    });
    row.append(wordButton("Hear", () => act.hear(name)), choose, mix, wordButton("Close", () => own.set("selected", null)));
    return row;
  }

  whenever(own, ["selected"], show);
  whenever(model, ["chosen"], show);
  return node;
}

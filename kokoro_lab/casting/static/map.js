// The map: which voices are true neighbours, what a flat picture loses of it, and a mix by dragging a point.
import { make } from "../inspector/dom.js";
import { HALVES } from "./formula.js";
import { HalfMap } from "./map_half.js";
import { familyOf, legend } from "./map_legend.js";
import { selected } from "./map_selected.js";
import { MapState } from "./map_state.js";
import { yours } from "./map_yours.js";
import { cardOf } from "./names.js";
import { whenever } from "./whenever.js";

function render({ model, el, act, lookup }) {
  el.classList.add("kl-map");
  const waiting = make("p", "kl-quiet", "The map is being drawn …");
  waiting.setAttribute("role", "status");
  el.replaceChildren(waiting);
  let [map, drawn] = [null, false];
  // Drawn once both the map and the voices' names are known.
  function start() {
    if (drawn) return;
    const known = model.get("cards").length > 0;
    if (!known && model.get("failure")) waiting.textContent = `The map cannot be drawn without the voices. ${model.get("failure")}`;
    drawn = known && map !== null;
    if (drawn) draw({ map, model, el, act });
  }
  whenever(model, ["cards", "failure"], start);
  lookup({ kind: "map" }).then(
    ({ message }) => {
      map = message;
      start();
    },
    (error) => (waiting.textContent = error.message),
  );
}

function draw({ map, model, el, act }) {
  const cards = told(map.voices.map((name) => cardOf(model, name) ?? plain(name)));
  const parts = { map, cards, model, act, own: new MapState({ map, cards, model, act }) };
  const pair = make("div", "kl-map-pair");
  pair.append(...HALVES.map((name) => new HalfMap({ name, ...parts }).node));
  el.replaceChildren(yours(parts), selected(parts), legend(parts), pair);
}

// Cards with the family of the language, and with a name that no other voice has: Santa en-us, Santa es.
function told(cards) {
  const alike = (card) => cards.filter(({ display }) => display === card.display).length > 1;
  return cards.map((card) => ({ ...card, called: alike(card) ? `${card.display} ${card.language}` : card.display, family: familyOf(card) }));
}

// A voice that the gallery does not know.
const plain = (name) => ({ name, display: name, language: "", language_name: "", gender: null, grade: null });

export default { render };

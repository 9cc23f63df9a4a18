// The true voices that are nearest to the mix, by half.
import { make } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { HALVES } from "./formula.js";
import { titleOf } from "./names.js";
import { whenever } from "./whenever.js";

export function nearest({ model, act }) {
  const node = make("section", "kl-mixer-nearest");
  const lines = HALVES.map(() => make("p", ""));
  node.append(make("h3", "", "Nearest voices"), make("p", "kl-mixer-note", "Which voices the mix is most like, and how far they are; press one to hear it."), ...lines);

  function near({ voice, distance }) {
    const button = wordButton(titleOf(model, voice), () => act.hear(voice), "kl-mixer-near");
    button.title = `Hear ${voice}`;
    button.append(make("span", "", distance.toFixed(2)));
    return button;
  }
  whenever(model, ["facts", "cards"], () => {
    const facts = model.get("facts");
    if (!facts) return;
    HALVES.forEach((half, i) => lines[i].replaceChildren(make("span", "kl-quiet", `in ${half}`), ...facts.nearest[half].map(near)));
  });
  return node;
}

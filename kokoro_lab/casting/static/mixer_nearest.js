// The true voices that are nearest to the mix, by half.
import { make } from "../inspector/dom.js";
import { displayOf } from "./mixer_cards.js";

export function nearest({ model, act }) {
  const node = make("section", "kl-mixer-nearest");
  const lists = ["timbre", "prosody"].map((half) => {
    const line = make("p", "");
    node.append(line);
    return [half, line];
  });
  node.prepend(make("h3", "", "Nearest voices"));
  const show = () => {
    const [facts, cards] = [model.get("facts"), model.get("cards") ?? []];
    if (!facts) return;
    for (const [half, line] of lists) {
      const found = facts.nearest[half].map(({ voice, distance }) => {
        const button = make("button", "kl-mixer-near", displayOf(cards, voice));
        button.type = "button";
        button.title = `Hear ${voice}`;
        button.append(make("span", "", distance.toFixed(2)));
        button.addEventListener("click", () => act.hear(voice));
        return button;
      });
      line.replaceChildren(make("span", "kl-quiet", `in ${half}`), ...found);
    }
  };
  const events = ["change:facts", "change:cards"];
  for (const event of events) model.on(event, show);
  show();
  return { node, close: () => events.forEach((event) => model.off(event, show)) };
}

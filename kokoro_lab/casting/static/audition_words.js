// The text as it will be spoken; its words light up as they are heard, and a press on one goes there.
import { make } from "../inspector/dom.js";
import { listen } from "../inspector/exhibit_events.js";

// A text in pieces: [what is written, the number of the word or null]. Spans count characters, not UTF-16 units.
export function pieces(text, words) {
  const letters = [...text];
  const found = [];
  let at = 0;
  words.forEach(([first, end], i) => {
    if (first > at) found.push([letters.slice(at, first).join(""), null]);
    if (end > at) found.push([letters.slice(Math.max(at, first), end).join(""), i]);
    at = Math.max(at, end);
  });
  if (at < letters.length) found.push([letters.slice(at).join(""), null]);
  return found;
}

// `goTo(word)` gets the number of the word in the take that is heard, or else in the first one.
export function words({ model, goTo }) {
  const node = make("p", "kl-audition-text");
  let [shown, spans, lit] = [null, [], -1];
  node.addEventListener("click", ({ target }) => {
    const word = spans.indexOf(target);
    if (word >= 0) goTo(word);
  });

  function onTakes() {
    const { text } = model.get("request") ?? { text: "" };
    const takes = model.get("takes");
    const take = takes.get(model.get("heard")?.formula) ?? takes.values().next().value;
    const marked = take?.request.text === text ? take.words : [];
    const key = JSON.stringify([text, marked.map(([first, end]) => [first, end])]);
    if (key === shown) return;
    [shown, spans, lit] = [key, [], -1];
    node.replaceChildren(
      ...pieces(text, marked).map(([part, word]) => {
        if (word === null) return part;
        return (spans[word] = make("span", "kl-audition-word", part));
      }),
    );
    onPlayhead();
  }

  function onPlayhead() {
    const take = model.get("takes").get(model.get("heard")?.formula);
    const at = model.get("playhead");
    const now = take && at !== null ? take.wordAt(at) : -1;
    if (now === lit) return;
    spans[lit]?.classList.remove("kl-lit");
    spans[now]?.classList.add("kl-lit");
    lit = now;
  }

  const end = listen(model, { "change:request": onTakes, "change:takes": onTakes, "change:heard": onTakes, "change:playhead": onPlayhead });
  onTakes();
  return { node, end };
}

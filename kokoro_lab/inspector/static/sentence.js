// What is on the ruler, as it was written: the word at the cursor is marked. In a longer text, the way to its chunks.
import { make, signButton } from "./dom.js";
import { listen } from "./exhibit_events.js";

// The text as [words as written with their index, and what stands between them with null], in order.
export function pieces({ text, span, words }) {
  const letters = [...text]; // spans count characters, not UTF-16 units
  const found = [];
  let at = 0;
  words.forEach(({ span: [first, stop] }, i) => {
    const [from, to] = [first - span[0], stop - span[0]];
    if (from > at) found.push([letters.slice(at, from).join(""), null]);
    found.push([letters.slice(from, to).join(""), i]);
    at = to;
  });
  if (at < letters.length) found.push([letters.slice(at).join(""), null]);
  return found;
}

// The tokens of a word, [first, one past the last]; null when nothing is spoken for it.
export function tokensOf(trace, word) {
  const all = trace.tokens.map(({ word: own }, i) => (own === word ? i : -1)).filter((i) => i >= 0);
  return all.length ? [all[0], all.at(-1) + 1] : null;
}

function render({ model, el, act }) {
  el.classList.add("kl-sentence");
  const [back, on] = [step("‹", "Chunk before", -1), step("›", "Next chunk", 1)];
  const [which, text] = [make("span", "kl-quiet", ""), make("p", "kl-written", "")];
  el.append(back, which, on, text);
  let marked = null;

  function step(sign, title, by) {
    return signButton("", sign, title, () => act.chunk(model.get("trace").chunk.index + by));
  }

  function onTrace() {
    const trace = model.get("trace");
    for (const node of [back, which, on]) node.hidden = !trace || trace.chunk.count === 1;
    if (!trace) return;
    const { index, count, complete } = trace.chunk;
    back.disabled = index === 0;
    on.disabled = complete && index + 1 === count;
    which.textContent = `Chunk ${index + 1} of ${count}${complete ? "" : "+"}`;
    text.replaceChildren(...pieces(trace.chunk).map(([letters, word]) => (word === null ? letters : written(trace, letters, word))));
    marked = null;
    onMoment();
  }

  function written(trace, letters, word) {
    const node = make("span", "kl-written-word", letters);
    node.dataset.word = word;
    const tokens = tokensOf(trace, word);
    node.addEventListener("click", () => tokens && act.select(tokens));
    return node;
  }

  function onMoment() {
    const trace = model.get("trace");
    const moment = model.get("hover") ?? (model.get("playing") ? model.get("playhead") : null);
    const word = trace && moment !== null ? trace.tokens[trace.tokenAt(moment)].word : -1;
    const node = text.querySelector(`[data-word="${word}"]`);
    if (node === marked) return;
    marked?.classList.remove("kl-marked");
    node?.classList.add("kl-marked");
    marked = node;
  }

  onTrace();
  const moments = { "change:hover": onMoment, "change:playhead": onMoment, "change:playing": onMoment };
  return listen(model, { "change:trace": onTrace, ...moments });
}

export default { render };

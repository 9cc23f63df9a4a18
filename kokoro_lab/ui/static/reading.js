// Words over their phonemes, in plain type once they can be heard; the word being heard is marked. Where the
// speaker changes, a turn begins on a line of its own, under the name.
import { make } from "./inspector/dom.js";
import { ORIGINS } from "./inspector/exhibit_origin.js";

const PLAIN = new Set(["gold", "silver", "punctuation"]);

function word({ text, spoken, phonemes, origin }, usual) {
  const node = make("span", "kl-word");
  node.append(make("span", "kl-text", text), make("span", "kl-phonemes", phonemes || "–"));
  node.append(make("span", "kl-hint", hint(text, spoken, origin, usual)));
  node.classList.toggle("kl-silent", origin === "none");
  if (ORIGINS[origin]) node.title = `Pronunciation: ${ORIGINS[origin]}`;
  return node;
}

// Punctuation stands with the word before it.
function append(node, { text, phonemes }) {
  node.querySelector(".kl-text").append(text);
  node.querySelector(".kl-phonemes").append(phonemes);
}

// Who speaks from here on: a name, or a voice that has none.
function turn({ speaker, voice }) {
  const node = make("span", "kl-turn", speaker ?? voice);
  node.classList.toggle("kl-unnamed", speaker === null);
  return node;
}

// How it is read, if that is not how it is written; else where its phonemes come from, if that is unusual.
function hint(text, spoken, origin, usual) {
  if (spoken && letters(spoken) !== letters(text)) return spoken;
  return origin === usual || PLAIN.has(origin) ? "" : ORIGINS[origin];
}

function letters(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

// The origin that most words have needs no hint: in Spanish all of them come from eSpeak.
function mostCommon(words) {
  const counts = new Map();
  for (const { origin } of words)
    if (origin !== "punctuation" && origin !== "none") counts.set(origin, (counts.get(origin) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function render({ model, el }) {
  el.classList.add("kl-reading");
  el.tabIndex = 0; // so that it can be scrolled with the keyboard
  el.setAttribute("role", "region");
  el.setAttribute("aria-label", "Words and phonemes");
  let chunks, nodes, marks, at, usual, end;
  clear();

  function clear() {
    el.replaceChildren();
    el.hidden = true;
    [chunks, nodes, marks, at, usual, end] = [new Map(), new Map(), [], -1, undefined, -1];
  }

  function addChunk(chunk) {
    el.hidden = false;
    usual ??= mostCommon(chunk.words);
    if (chunk.turn) el.append(turn(chunk.turn));
    const node = make("span", "kl-chunk");
    node.lang = chunk.language;
    let shown = null;
    for (const item of chunk.words) {
      const joined = item.origin === "punctuation" && item.span[0] === end;
      if (joined && shown && !shown.matches(".kl-silent")) append(shown, item);
      else node.append((shown = word(item, usual)));
      nodes.set(item.span[0], shown);
      end = item.span[1];
    }
    chunks.set(chunk.index, node);
    el.append(node);
    if (chunk.seam === "paragraph") el.append(make("span", "kl-paragraph"));
  }

  function onMessage(message) {
    if (message.kind === "plan") message.chunks.forEach(addChunk);
    if (message.kind !== "sound") return;
    chunks.get(message.chunk)?.classList.add("kl-ready");
    for (const [first, start, stop] of message.words)
      if (nodes.has(first)) marks.push({ node: nodes.get(first), start, stop });
  }

  function onHeard() {
    const heard = model.get("heard");
    let next = at;
    while (next + 1 < marks.length && marks[next + 1].start <= heard) next += 1;
    if (next < 0) return;
    if (next !== at) {
      const followed = at < 0 || inView(marks[at].node);
      marks[at]?.node.classList.remove("kl-heard");
      at = next;
      if (followed) bringIntoView(marks[at].node);
    }
    marks[at].node.classList.toggle("kl-heard", heard < marks[at].stop);
  }

  function inView(node) {
    const [inner, outer] = [node.getBoundingClientRect(), el.getBoundingClientRect()];
    return inner.top >= outer.top && inner.bottom <= outer.bottom;
  }

  function bringIntoView(node) { // only inside the list: the page itself stays where the reader left it
    if (!inView(node)) el.scrollTop += node.getBoundingClientRect().top - el.getBoundingClientRect().top - 12;
  }

  function onRun() {
    if (model.get("run") !== null) clear();
  }

  function onState() {
    if (model.get("state") !== "speaking") marks[at]?.node.classList.remove("kl-heard");
  }

  model.on("change:run", onRun);
  model.on("change:heard", onHeard);
  model.on("change:state", onState);
  model.on("msg:custom", onMessage);
}

export default { render };

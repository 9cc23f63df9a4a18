// Words over their phonemes and where these come from; a word opens the other ways in which it can be said.
import { make } from "./dom.js";
import { plain, pronounced, wrongPhonemes } from "./exhibit_markup.js";
import { ORIGINS, partOfSpeech } from "./exhibit_origin.js";
import { rove } from "./exhibit_roving.js";

// How it is read, if that is not how it is written; then where its phonemes come from.
export function hints({ text, spoken, origin }) {
  const letters = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const read = spoken && letters(spoken) !== letters(text) ? [`read “${spoken}”`] : [];
  return [...read, ORIGINS[origin] ?? origin];
}

// Whether a word can be given another pronunciation: it is a word, and stands in a text.
export function open({ origin }) {
  return origin !== "punctuation" && origin !== "given";
}

function wordButton(word) {
  const node = make(open(word) ? "button" : "span", "kl-said");
  if (open(word)) {
    node.type = "button";
    node.setAttribute("aria-expanded", "false");
  }
  node.classList.toggle("kl-silent", word.origin === "none");
  node.append(make("bdi", "kl-said-text", word.text), make("span", "kl-ipa", word.phonemes || "–"));
  if (word.origin !== "punctuation") node.append(make("span", "kl-quiet", hints(word).join(", ")));
  return node;
}

// The last word that stands in the same row: what opens goes beneath that row.
function lastInRow(node) {
  let last = node;
  while (last.nextElementSibling?.offsetTop === node.offsetTop) last = last.nextElementSibling;
  return last;
}

function choice({ phonemes, origin, note }, press) {
  const node = make("button", "kl-choice");
  node.type = "button";
  node.append(make("span", "kl-ipa", phonemes), make("span", "kl-quiet", note || ORIGINS[origin] || origin));
  node.addEventListener("click", () => press(phonemes));
  return node;
}

// A field for one's own phonemes.
function ownField(phonemes, press) {
  const form = make("form", "kl-own");
  const field = make("input", "kl-ipa");
  const wrong = make("p", "kl-wrong");
  const go = make("button", "kl-button", "Say it so");
  field.value = phonemes;
  field.spellcheck = false;
  field.ariaLabel = "Phonemes of your own";
  wrong.setAttribute("role", "alert");
  form.append(field, go, wrong);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wrong.textContent = wrongPhonemes(field.value);
    if (!wrong.textContent) wrong.textContent = press(field.value) ?? "";
  });
  form.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
  return form;
}

function heading(word) {
  const node = make("p", "kl-drawer-head");
  node.append(make("b", "", word.text), ` ${[partOfSpeech(word.tag), hints(word).join(", ")].filter(Boolean).join(" · ")}`);
  return node;
}

// What can be chosen for a word. `write` takes {span, markup} or {why} and returns why it could not be done.
async function fill(drawer, word, { model, ask, signal }, write) {
  const { text } = model.get("trace").request;
  const say = (phonemes) => write(pronounced(text, word.span, phonemes));
  const wrong = make("p", "kl-wrong");
  const choose = (phonemes) => (wrong.textContent = say(phonemes) ?? "");
  const list = make("div", "kl-choices");
  drawer.replaceChildren(heading(word), list, wrong, ownField(word.phonemes, say));
  const back = plain(text, word.span);
  if (back) {
    const node = make("button", "kl-button", "As without markup");
    node.addEventListener("click", () => write(back));
    list.append(node);
  }
  const waiting = make("p", "kl-quiet", "Looking for other pronunciations…");
  list.append(waiting);
  try {
    const { language } = model.get("trace").chunk;
    const asked = { kind: "alternatives", language, word: word.text, tag: word.tag, phonemes: word.phonemes };
    const { message } = await ask(asked, { signal });
    const others = message.alternatives.filter(({ phonemes }) => phonemes !== word.phonemes);
    list.prepend(...others.map((one) => choice(one, choose)));
    waiting.textContent = others.length ? "" : "No other pronunciation is known. Write one:";
    waiting.hidden = others.length > 0;
  } catch (error) {
    if (!signal.aborted) waiting.textContent = error.message;
  }
}

export function words({ words: said }, { model, act, ask }) {
  const node = make("div", "kl-words");
  const drawer = make("section", "kl-drawer");
  let shown = null; // the button whose drawer is open
  let asking = null;

  function write({ span, markup, why }) {
    if (why) return why;
    act.rewrite(span, markup);
    return undefined;
  }

  function close() {
    asking?.abort();
    shown?.setAttribute("aria-expanded", "false");
    drawer.remove();
    shown = null;
  }

  function toggle(button, word) {
    const same = shown === button;
    close();
    if (same) return;
    shown = button;
    asking = new AbortController();
    button.setAttribute("aria-expanded", "true");
    lastInRow(button).after(drawer);
    drawer.ariaLabel = `Pronunciations of ${word.text}`;
    fill(drawer, word, { model, ask, signal: asking.signal }, write);
  }

  for (const word of said) {
    const button = wordButton(word);
    if (open(word)) button.addEventListener("click", () => toggle(button, word));
    node.append(button);
  }
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    event.stopPropagation();
    const button = shown;
    close();
    button.focus();
  });
  rove(node, "button.kl-said");
  return { node, close };
}

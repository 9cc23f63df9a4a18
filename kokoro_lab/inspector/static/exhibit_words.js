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
    const others = message.alternatives.filter(({ phonemes, note }) => phonemes !== word.phonemes && !note.startsWith("spoken now"));
    list.prepend(...others.map((one) => choice(one, choose)));
    waiting.textContent = others.length ? "" : "No other pronunciation is known. Write one:";
    waiting.hidden = others.length > 0;
  } catch (error) {
    if (!signal.aborted) waiting.textContent = error.message;
  }
}

// What opens beneath a word: one at a time.
class Drawer {
  constructor(context) {
    this.context = context;
    this.node = make("section", "kl-drawer");
    this.button = null; // the word that it belongs to
  }

  toggle(button, word) {
    const again = this.button === button;
    this.close();
    if (again) return;
    this.button = button;
    this.asking = new AbortController();
    button.setAttribute("aria-expanded", "true");
    lastInRow(button).after(this.node);
    this.node.ariaLabel = `Pronunciations of ${word.text}`;
    fill(this.node, word, { ...this.context, signal: this.asking.signal }, (what) => this.write(what));
  }

  // Returns why it cannot be written, nothing if it is.
  write({ span, markup, why }) {
    if (!why) this.context.act.rewrite(span, markup);
    return why;
  }

  close() {
    this.asking?.abort();
    this.button?.setAttribute("aria-expanded", "false");
    this.node.remove();
    this.button = null;
  }

  key(event) {
    if (event.key !== "Escape" || !this.button) return;
    event.stopPropagation();
    const { button } = this;
    this.close();
    button.focus();
  }
}

export function words({ words: said }, context) {
  const node = make("div", "kl-words");
  const drawer = new Drawer(context);
  for (const word of said) {
    const button = wordButton(word);
    if (open(word)) button.addEventListener("click", () => drawer.toggle(button, word));
    node.append(button);
  }
  node.addEventListener("keydown", (event) => drawer.key(event));
  rove(node, "button.kl-said");
  return { node, close: () => drawer.close() };
}

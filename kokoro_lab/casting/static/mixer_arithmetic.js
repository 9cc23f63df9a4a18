// Voice arithmetic: a + k·(b − c) adds to one voice what sets two others apart.
import { make } from "../inspector/dom.js";
import { arithmeticOf, arithmeticText, hundredths } from "./formula.js";
import { displayOf, show as showVoice, voiceSelect } from "./mixer_cards.js";

const PARTS = ["a", "b", "c"];
const EXAMPLES = [
  { title: "towards British", a: "af_heart", b: "bf_emma", c: "af_bella", k: 0.5 },
  { title: "towards a whisper", a: "bf_emma", b: "af_nicole", c: "af_heart", k: 0.6 },
  { title: "towards a man", a: "af_bella", b: "am_michael", c: "af_heart", k: 0.5 },
];

// What the sum means, in words.
export function meaning({ a, b, c, k }, title) {
  const [one, more, less] = [a, b, c].map(title);
  if (k === 0) return `${one}, unchanged.`;
  return k > 0 ? `Adds to ${one} what ${more} has and ${less} has not.` : `Takes from ${one} what ${more} has and ${less} has not.`;
}

export function arithmetic({ model, desk, hearing }) {
  const node = make("section", "kl-mixer-arithmetic");
  const [sum, said, examples] = [make("div", "kl-mixer-sum"), make("p", "kl-mixer-note"), make("p", "kl-mixer-examples")];
  const [range, number] = [make("input", "kl-mixer-k"), make("input", "kl-mixer-number")];
  Object.assign(range, { type: "range", min: -2, max: 2, step: 0.05, ariaLabel: "k" });
  Object.assign(number, { type: "number", min: -2, max: 2, step: 0.05, ariaLabel: "k, as a number" });
  const places = PARTS.map(() => make("span", "kl-mixer-place"));
  const sign = (text) => make("span", "kl-mixer-sign-text", text);
  sum.append(places[0], sign("+"), range, number, sign("· ("), places[1], sign("−"), places[2], sign(")"));
  let values = { ...EXAMPLES[0] };

  function show() {
    const cards = model.get("cards") ?? [];
    PARTS.forEach((part, i) => places[i].firstChild && showVoice(places[i].firstChild, values[part]));
    range.value = values.k;
    if (document.activeElement !== number) number.value = values.k;
    said.textContent = meaning(values, (voice) => displayOf(cards, voice));
  }
  function set(change) {
    values = { ...values, ...change };
    show();
    desk.say(arithmeticText(values, desk.get("draft")?.norm.timbre));
  }
  function fill() {
    const cards = model.get("cards") ?? [];
    PARTS.forEach((part, i) => places[i].replaceChildren(voiceSelect(cards, {
      label: `Voice ${part}`, value: values[part], onPick: (voice) => { set({ [part]: voice }); hearing.released(); },
    })));
    show();
  }
  for (const input of [range, number]) {
    input.addEventListener("input", () => {
      const k = input.valueAsNumber;
      if (Number.isFinite(k)) set({ k: hundredths(Math.min(2, Math.max(-2, k))) });
    });
    input.addEventListener("change", () => hearing.released());
  }
  for (const { title, ...example } of EXAMPLES) {
    const button = make("button", "kl-button", title);
    button.type = "button";
    button.addEventListener("click", () => {
      set(example);
      hearing.released();
    });
    examples.append(button);
  }
  node.append(make("h3", "", "Arithmetic: a + k · (b − c)"), sum, said, examples);
  const read = () => {
    const draft = desk.get("draft");
    const found = draft && arithmeticOf(desk.blends);
    if (!found) return;
    values = found;
    show();
  };
  desk.on("change:draft", read);
  model.on("change:cards", fill);
  fill();
  read();
  return { node, close: () => model.off("change:cards", fill) };
}

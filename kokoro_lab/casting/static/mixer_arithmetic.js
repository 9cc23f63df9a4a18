// Voice arithmetic: a + k·(b − c) adds to one voice what sets two others apart.
import { make } from "../inspector/dom.js";
import { clamp } from "../inspector/scale.js";
import { wordButton } from "./controls.js";
import { arithmeticOf, arithmeticText, hundredths } from "./formula.js";
import { titleOf } from "./names.js";
import { showVoice, voiceSelect } from "./voice_select.js";
import { whenever } from "./whenever.js";

const PARTS = ["a", "b", "c"];
const MOST = 2; // of k, either way
const EXAMPLES = [ // what is added to the voice that has most of the mix
  { title: "towards British", b: "bf_emma", c: "af_bella", k: 0.5 },
  { title: "towards a whisper", b: "af_nicole", c: "af_sarah", k: 0.6 },
  { title: "towards a man", b: "am_michael", c: "af_kore", k: 0.5 },
];
const REPLACES = " It takes the place of the mix; Undo brings that back.";

// What the sum means, in words.
export function meaning({ a, b, c, k }, title) {
  const [one, more, less] = [a, b, c].map(title);
  if (k === 0) return `${one}, unchanged.`;
  return k > 0 ? `Adds to ${one} what ${more} has and ${less} has not.` : `Takes from ${one} what ${more} has and ${less} has not.`;
}

export function arithmetic({ model, desk, hearing }) {
  let values = { a: "af_heart", b: "bf_emma", c: "af_bella", k: 0.5 };
  const said = make("p", "kl-mixer-note");
  const places = PARTS.map(() => make("span", "kl-mixer-place"));
  const { line, range, number } = factor((k) => set({ k }), () => hearing.released());

  function show() {
    PARTS.forEach((part, i) => places[i].firstChild && showVoice(places[i].firstChild, values[part]));
    range.value = values.k;
    if (document.activeElement !== number) number.value = values.k;
    said.textContent = meaning(values, (voice) => titleOf(model, voice)) + REPLACES;
  }
  function set(change) {
    values = { ...values, ...change };
    show();
    desk.say(arithmeticText(values, desk.get("draft")?.norm.timbre));
  }
  function setAndHear(change) {
    set(change);
    hearing.released();
  }
  const select = (part) =>
    voiceSelect(model.get("cards"), { label: `Voice ${part}`, value: values[part], onPick: (voice) => setAndHear({ [part]: voice }) });

  whenever(model, ["cards"], () => {
    PARTS.forEach((part, i) => places[i].replaceChildren(select(part)));
    show();
  });
  whenever(desk, ["draft"], () => {
    const found = desk.get("draft") && arithmeticOf(desk.blends);
    if (!found) return;
    values = found;
    show();
  });
  const node = make("section", "kl-mixer-arithmetic");
  const examples = make("p", "kl-mixer-examples");
  examples.append(...EXAMPLES.map(({ title, ...example }) => wordButton(title, () => setAndHear({ a: heaviest(desk.get("draft")) ?? values.a, ...example }))));
  node.append(make("h3", "", "Arithmetic: a + k · (b − c)"), sumOf(places), line, said, examples);
  return node;
}

// The voice that has most of a mix's timbre.
function heaviest(draft) {
  const rows = draft?.rows ?? [];
  return rows.reduce((most, row) => (most && most.timbre >= row.timbre ? most : row), null)?.voice;
}

function sumOf([a, b, c]) {
  const sum = make("div", "kl-mixer-sum");
  const sign = (text) => make("span", "kl-quiet", text);
  sum.append(a, sign("+ k · ("), b, sign("−"), c, sign(")"));
  return sum;
}

// The slider and the number of k.
function factor(onInput, onRelease) {
  const [line, range, number] = [make("div", "kl-mixer-factor"), make("input", "kl-mixer-k"), make("input", "kl-mixer-number")];
  Object.assign(range, { type: "range", min: -MOST, max: MOST, step: 0.05, ariaLabel: "k" });
  Object.assign(number, { type: "number", min: -MOST, max: MOST, step: 0.05, ariaLabel: "k, as a number" });
  for (const input of [range, number]) {
    input.addEventListener("input", () => {
      const k = input.valueAsNumber;
      if (Number.isFinite(k)) onInput(hundredths(clamp(k, -MOST, MOST)));
    });
    input.addEventListener("change", onRelease);
  }
  line.append(make("span", "kl-quiet", "k"), range, number);
  return { line, range, number };
}

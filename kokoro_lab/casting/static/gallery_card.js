// One voice in the gallery: its name, what is known and measured of it, and what can be done with it.
import { make, signButton } from "../inspector/dom.js";
import { band, share } from "./gallery_grid.js";

const GRADE = "Upstream's grade of the training data and quality";

// What a card is called among the candidates and in a mix; the name alone of what has no other.
export function formulaOf({ formula, name }) {
  return formula ?? name;
}

// `ends` has the ends of the common scales: {pitch: [Hz, Hz], pace: [per second, per second]}, null where nothing is measured.
export function cardOf(card, ends, act) {
  const formula = formulaOf(card);
  const node = make("div", "kl-voice");
  node.setAttribute("role", "listitem");
  node.dataset.name = card.name;
  const main = make("button", "kl-voice-name", card.display);
  main.type = "button";
  main.tabIndex = -1;
  main.setAttribute("aria-keyshortcuts", "C F M");
  const [star, mix, choose] = [
    signButton("kl-voice-star", "☆", "Favourite (F)", () => act.favourite(card.name)),
    signButton("kl-voice-mix", "mix", "Mix with it (M)", () => mixed(card, act)),
    signButton("kl-voice-choose", "+", "", () => act.choose(formula)),
  ];
  const actions = make("div", "kl-voice-actions");
  for (const button of [star, mix, choose]) button.tabIndex = -1; // by their keys, from the card
  actions.append(mix, star, choose); // what stays to be seen stands at the end
  node.append(main, actions, ...(card.saved ? own(card) : facts(card, ends)));

  // `place` among the candidates from 1, 0 if it is none of them.
  function show({ favourite, place, making }) {
    star.textContent = favourite ? "★" : "☆";
    star.setAttribute("aria-pressed", favourite);
    choose.textContent = place || "+";
    choose.setAttribute("aria-pressed", place > 0);
    choose.title = choose.ariaLabel = place ? `Candidate ${place}: take it away (C)` : "Put it among the candidates (C)";
    node.classList.toggle("kl-making", making);
    main.ariaLabel = spoken(card, { favourite, place });
  }

  // The share of it that was heard, null if it is not heard now.
  function sound(share) {
    node.classList.toggle("kl-sounding", share !== null);
    node.style.setProperty("--kl-share", share ?? 0);
  }

  return { card, formula, node, main, show, sound };
}

export function mixed(card, act) {
  act.mix(formulaOf(card));
  act.view("mixer");
}

function facts(card, ends) {
  const about = make("div", "kl-voice-about");
  const who = make("span", "", card.gender ?? "");
  who.prepend(make("span", "kl-voice-language", `${card.language_name}${card.gender ? ", " : ""}`));
  about.append(who);
  if (card.grade) {
    const grade = make("span", "kl-voice-grade", card.grade.replace("-", "−"));
    grade.title = GRADE;
    about.append(grade);
  }
  return [about, measure(card, "pitch", ends), measure(card, "pace", ends)];
}

// A formula in place of measures: nothing was measured of a voice that was just made.
function own(card) {
  const made = make("div", "kl-voice-formula", card.formula ?? "from your folder");
  made.title = made.textContent;
  const about = make("div", "kl-voice-about");
  about.append(make("span", "", card.language_name ?? ""));
  return [about, made];
}

const KINDS = {
  pitch: { value: (hz) => `${hz.toFixed(0)} Hz`, more: ({ spread }) => (spread == null ? "" : `${spread.toFixed(1)} st`), scale: Math.log2 },
  pace: { value: (pace) => `${pace.toFixed(1)} ph/s`, more: () => "", scale: (pace) => pace },
};

// A number and its place on the scale that all cards share.
function measure(card, name, ends) {
  const { value, more, scale } = KINDS[name];
  const node = make("div", "kl-voice-measure");
  if (card[name] == null || !ends[name]) return node;
  node.title = name === "pitch" ? pitchTitle(card) : `Pace: ${card.pace.toFixed(1)} phonemes per second`;
  const line = make("span", `kl-scale kl-scale-${name}`);
  line.ariaHidden = true;
  const at = (x) => share(x, ends[name], scale);
  const [low, high] = name === "pitch" ? band(card).map(at) : [at(card.pace), at(card.pace)];
  line.style.setProperty("--kl-low", low);
  line.style.setProperty("--kl-high", high);
  line.style.setProperty("--kl-at", at(card[name]));
  node.append(line, make("span", "kl-voice-number", value(card[name])), make("span", "kl-voice-more", more(card)));
  return node;
}

function pitchTitle({ pitch, spread }) {
  const range = spread == null ? "" : `, the middle 80 % of it within ${spread.toFixed(1)} semitones`;
  return `Pitch: median F0 ${pitch.toFixed(0)} Hz${range}`;
}

function spoken({ display, language_name, gender, grade, formula, pitch, pace }, { favourite, place }) {
  return [
    display, language_name, gender, grade && `grade ${grade}`, formula,
    pitch != null && `${pitch.toFixed(0)} hertz`, pace != null && `${pace.toFixed(1)} phonemes per second`,
    favourite && "favourite", place > 0 && `candidate ${place}`,
  ].filter(Boolean).join(", ");
}

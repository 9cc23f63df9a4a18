// Voices to choose from: the cards, grouped by language, as a list to select in.
import { make } from "../inspector/dom.js";

// The cards that a formula can name; a visitor's own blends are formulas themselves.
export const voicesOf = (cards) => cards.filter(({ mine }) => !mine);

export function displayOf(cards, voice) {
  return cards.find(({ name }) => name === voice)?.display ?? voice;
}

// A select with all voices; `empty` is what it says while none is chosen.
export function voiceSelect(cards, { label, value, empty, onPick }) {
  const select = make("select", "kl-mixer-voice");
  select.ariaLabel = label;
  if (empty) select.append(new Option(empty, ""));
  fill(select, voicesOf(cards));
  show(select, value ?? "");
  select.addEventListener("change", () => select.value && onPick(select.value));
  return select;
}

function fill(select, cards) {
  for (const language of new Set(cards.map((card) => card.language_name))) {
    const group = make("optgroup", "");
    group.label = language;
    for (const { name, display } of cards.filter((card) => card.language_name === language))
      group.append(new Option(display === name ? name : `${display} (${name})`, name));
    select.append(group);
  }
}

// Shows a voice, also one that no card is known of.
export function show(select, voice) {
  if (![...select.options].some(({ value }) => value === voice)) select.append(new Option(voice, voice));
  select.value = voice;
}

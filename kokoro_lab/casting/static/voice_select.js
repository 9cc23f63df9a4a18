// Voices to choose from, by name and language, as a list to select in.
import { make } from "../inspector/dom.js";

// `empty` is what it says while none is chosen.
export function voiceSelect(cards, { label, value, empty, onPick }) {
  const select = make("select", "kl-voice-select");
  select.ariaLabel = label;
  if (empty) select.append(new Option(empty, ""));
  fill(select, cards.filter(({ mine }) => !mine)); // a visitor's own blends are formulas, which no formula can name
  showVoice(select, value ?? "");
  select.addEventListener("change", () => {
    select.title = titleOf(select);
    if (select.value) onPick(select.value);
  });
  return select;
}

function fill(select, cards) {
  for (const language of new Set(cards.map((card) => card.language_name))) {
    const group = make("optgroup", "");
    group.label = language;
    for (const { name, display } of cards.filter((card) => card.language_name === language))
      group.append(new Option(display === name ? name : `${display} · ${language}`, name));
    select.append(group);
  }
}

// Shows a voice, also one that no card is known of.
export function showVoice(select, voice) {
  if (![...select.options].some(({ value }) => value === voice)) select.append(new Option(voice, voice));
  select.value = voice;
  select.title = titleOf(select);
}

// All of what a narrow list cuts off, and what formulas call it.
function titleOf(select) {
  return select.value ? `${select.selectedOptions[0].text} (${select.value})` : "";
}

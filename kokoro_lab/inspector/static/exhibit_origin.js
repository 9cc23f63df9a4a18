// Where a pronunciation comes from and what kind of word it is, in plain words.

export const ORIGINS = {
  gold: "dictionary",
  silver: "dictionary, second list",
  rule: "spelling rule",
  number: "number rule",
  espeak: "guessed by eSpeak",
  model: "language library",
  markup: "as you wrote",
  given: "as given",
  stress: "with other stress",
  punctuation: "punctuation",
  none: "not spoken",
};

// Penn tags by how they begin; the longest that fits counts.
const TAGS = {
  NN: "noun",
  NNP: "name",
  PRP: "pronoun",
  W: "question word",
  VB: "verb",
  VBD: "verb, past",
  VBN: "verb, participle",
  VBG: "verb, -ing form",
  MD: "auxiliary verb",
  JJ: "adjective",
  RB: "adverb",
  DT: "article or determiner",
  PDT: "determiner",
  IN: "preposition",
  TO: "to",
  RP: "particle",
  CC: "conjunction",
  CD: "number",
  UH: "interjection",
  EX: "there",
  POS: "possessive ending",
  FW: "foreign word",
};

export function partOfSpeech(tag) {
  for (let length = tag.length; length > 0; length -= 1) {
    const found = TAGS[tag.slice(0, length)];
    if (found) return found;
  }
  return "";
}

// Which voices are shown, and in what order: words, filters, sorting. Cards are those of the server; nothing is drawn here.

export const YOURS = "Yours"; // the title of the group of voices that the visitor made
export const SORTS = ["language", "name", "grade", "pitch", "pace"];
export const GRADES = ["A", "B", "C"]; // "at least", by letter: a B- is a B
export const EVERYTHING = { words: "", languages: [], gender: null, grade: null, favourites: false };

// What people call it, beside what it is called here.
const ALSO = { female: "woman women", male: "man men", "en-gb": "uk", "en-us": "usa" };
const SAID_OF = [
  { measure: "pitch", among: "gender", least: "low deep", most: "high" },
  { measure: "pace", among: "language", least: "slow", most: "fast" },
];
const LETTERS = "ABCDEF";

// Every card with the words that find it. Low and high are the outer thirds of the pitch of one gender, slow and fast
// those of the pace of one language: what is low for a woman is high for a man, and languages cut time differently.
export function indexed(cards) {
  const said = new Map(cards.map((card) => [card, []]));
  for (const { measure, among, least, most } of SAID_OF)
    for (const group of new Set(cards.map((card) => card[among]))) {
      const measured = cards.filter((card) => card[among] === group && card[measure] != null);
      measured.sort((a, b) => a[measure] - b[measure]);
      const third = Math.floor(measured.length / 3);
      for (const card of measured.slice(0, third)) said.get(card).push(least);
      for (const card of measured.slice(measured.length - third)) said.get(card).push(most);
    }
  return cards.map((card) => ({ card, words: wordsOf(card, said.get(card)) }));
}

function wordsOf({ name, display, language, language_name, gender, grade, formula, saved }, said) {
  const yours = saved ? "yours own" : "";
  const all = ["voice", name, display, language, language_name, gender, grade && `grade ${grade}`, formula, yours, ALSO[gender], ALSO[language]];
  const whole = plain([...all, ...said].filter(Boolean).join(" ")).split(/[\s(),]+/);
  return [...new Set(whole.flatMap((word) => [word, ...word.split(/[_*+/:]+|-(?=.)/)]))].filter(Boolean);
}

// Lower case and without accents: "Français" is found by "francais".
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// The cards that every word finds (by its beginning) and every filter lets through; `unknown` are words that find no card
// at all, and so are left out rather than finding nothing.
export function search(index, filters, favourites) {
  const words = [...new Set(plain(filters.words).split(/[\s,;]+/).filter(Boolean))];
  const finds = (entry, word) => entry.words.some((other) => other.startsWith(word));
  const unknown = words.filter((word) => !index.some((entry) => finds(entry, word)));
  const known = words.filter((word) => !unknown.includes(word));
  const found = index.filter((entry) => known.every((word) => finds(entry, word))).map(({ card }) => card);
  const unspoken = found.filter((card) => passes(card, { ...filters, languages: [] }, favourites));
  return { shown: unspoken.filter((card) => passes(card, filters, favourites)), unspoken, unknown, known };
}

// The word that was meant by one that finds nothing: one letter more, less or other, or two that changed places.
export function meant(index, word) {
  const all = new Set(index.flatMap(({ words }) => words));
  return word.length < 4 ? undefined : [...all].find((other) => other.length > 3 && oneOff(word, other));
}

function oneOff(word, other) {
  const same = [...word].findIndex((letter, i) => letter !== other[i]);
  const at = same < 0 ? word.length : same;
  const [rest, others] = [word.slice(at), other.slice(at)];
  const swapped = [rest[1], rest[0], ...rest.slice(2)].join("") === others;
  return swapped || [[1, 1], [1, 0], [0, 1]].some(([less, more]) => rest.slice(less) === others.slice(more));
}

function passes(card, { languages, gender, grade, favourites: only }, favourites) {
  return (
    (languages.length === 0 || languages.includes(card.language)) &&
    (gender === null || card.gender === gender) &&
    (grade === null || (card.grade !== null && card.grade !== undefined && card.grade[0] <= grade)) &&
    (!only || favourites.has(card.name))
  );
}

// How many of `found` speak each language of `cards`, in the order of the cards.
export function languages(cards, found) {
  const all = new Map();
  for (const { language, language_name } of cards)
    if (language && !all.has(language)) all.set(language, { language, name: language_name ?? language, count: 0 });
  for (const { language } of found) if (language) all.get(language).count += 1;
  return [...all.values()];
}

// The cards in order, in groups: the visitor's own first; the languages if it is sorted by them.
export function grouped(cards, sort) {
  const groups = new Map();
  for (const card of [...cards].sort(ORDERS[sort])) {
    const title = card.saved ? YOURS : sort === "language" ? card.language_name : "";
    groups.set(title, [...(groups.get(title) ?? []), card]);
  }
  const yours = groups.get(YOURS);
  groups.delete(YOURS);
  return [...(yours ? [[YOURS, yours]] : []), ...groups].map(([title, members]) => ({ title, cards: members }));
}

const byName = (a, b) => a.display.localeCompare(b.display, "en") || a.name.localeCompare(b.name, "en");
const by = (measure) => (a, b) => (measure(a) ?? Infinity) - (measure(b) ?? Infinity) || byName(a, b) || 0;
const ORDERS = {
  language: () => 0, // as the server lists them: English first
  name: byName,
  grade: by(({ grade }) => rank(grade)),
  pitch: by(({ pitch }) => pitch),
  pace: by(({ pace }) => pace),
};

// 0 for A+, 1 for A …; null without a grade.
export function rank(grade) {
  return grade ? 3 * LETTERS.indexOf(grade[0]) + ({ "+": 0, "-": 2 }[grade[1]] ?? 1) : null;
}

// What is asked for, in words, to say why nothing is there.
export function asked({ languages: codes, gender, grade, favourites }, known, cards) {
  const names = codes.map((code) => cards.find(({ language }) => language === code)?.language_name ?? code);
  return [
    ...known.map((word) => `“${word}”`),
    names.length > 0 && `in ${names.join(" or ")}`,
    gender,
    grade && (grade === "A" ? "of grade A" : `of grade ${grade} or better`),
    favourites && "a favourite",
  ].filter(Boolean);
}

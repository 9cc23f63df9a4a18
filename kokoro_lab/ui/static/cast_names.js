// Who seems to speak in a text, which voices would suit them, and what of a cast is sent to the server.

// A name as dialogue/script.py finds one at the start of a line; an address (https://) is none.
const LINE = /^[^\S\n]*([^\s[\]:：,=][^[\]:：,=\n]{0,40}?)[^\S\n]*[:：](?!\/\/)/gmu;
const WORD = /^(?:[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\p{N}.'’-]*|\p{N}+)$/u; // of a name: a capital, or a script without them
const WORDS = 3; // that a name has at most
const GRADES = "ABCDF";

export const PAUSE = 0.4; // seconds between two speakers, unless one is given

export function keyOf(name) {
  return name.trim().split(/\s+/).join(" ").toLowerCase();
}

// Names at the start of lines that look like a play: two of them, or one that comes again.
export function speakersOf(text, rows = []) {
  const found = new Map();
  let lines = 0;
  for (const [, name] of text.matchAll(LINE)) {
    const words = name.trim().split(/\s+/);
    if (words.length > WORDS || !words.every((word) => WORD.test(word))) continue;
    lines += 1;
    if (!found.has(keyOf(name))) found.set(keyOf(name), words.join(" "));
  }
  if (lines < 2) return [];
  for (const { name } of rows) found.delete(keyOf(name));
  return [...found.values()];
}

// The language that a text without another is read in.
export function languageOf({ language, voice }, cards) {
  if (language) return language;
  const named = cards.find(({ name }) => new RegExp(`(^|[^\\w-])${name}($|[^\\w-])`).test(voice));
  return named?.language ?? "en-us";
}

// A voice for each name, no two the same while there are enough: the one that is called so, else women and men by
// turns, the best first, in the language of the text.
export function suggested(names, cards, language, taken = []) {
  const kin = (card) => card.language?.split("-")[0] === language.split("-")[0];
  const own = cards.filter((card) => !card.mine && kin(card));
  const rank = (card) => [card.language !== language, ...gradeOf(card)];
  own.sort((a, b) => compare(rank(a), rank(b)));
  const used = new Set(taken);
  const voices = names.map((name) => own.find((card) => !used.has(card.name) && keyOf(card.display) === keyOf(name)));
  for (const card of voices) if (card) used.add(card.name);
  let last = own.find((card) => card.name === taken.at(-1))?.gender ?? "male";
  return voices.map((named) => {
    const free = own.filter((card) => !used.has(card.name));
    const card = named ?? free.find(({ gender }) => gender !== last) ?? free[0] ?? own.find(({ gender }) => gender !== last) ?? own[0];
    if (!card) return "";
    used.add(card.name);
    last = card.gender;
    return card.name;
  });
}

function gradeOf({ grade }) {
  return grade ? [GRADES.indexOf(grade[0]), ["+", "", "-"].indexOf(grade.slice(1))] : [GRADES.length, 0];
}

function compare(a, b) {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

// The names that stand there more than once.
export function twice(rows) {
  const keys = rows.map(({ name }) => keyOf(name)).filter(Boolean);
  return new Set(keys.filter((key, i) => keys.indexOf(key) !== i));
}

// What the server takes, see dialogue/cast.py; null where nobody has a name. Rows without anything in them are left out.
export function castOf({ rows, pause }) {
  const filled = rows.filter(({ name, voice }) => name.trim() || voice.trim());
  if (!filled.length) return null;
  const role = ({ voice, speed }) => ({ voice: voice.trim(), speed: Number.isFinite(speed) ? speed : 1 });
  const roles = Object.fromEntries(filled.map((row) => [row.name.trim(), role(row)]));
  return { pause: Number.isFinite(pause) ? pause : PAUSE, roles };
}

// What was kept in this browser, as far as it can be used.
export function rowsOf(kept) {
  const rows = Array.isArray(kept?.rows) ? kept.rows : [];
  return {
    pause: Number.isFinite(kept?.pause) ? kept.pause : PAUSE,
    rows: rows
      .filter((row) => typeof row?.name === "string" && typeof row?.voice === "string")
      .map(({ name, voice, speed }) => ({ name, voice, speed: Number.isFinite(speed) ? speed : 1 })),
  };
}

// "Emma", "Emma and Tom", "Emma, Tom and the others" of a play with many.
export function listed(names, most = 4) {
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
}

// Writes voice formulas in the form that the server gives back; reading them is the server's.
// The grammar: kokoro_lab/kokoro/voices/formula.py.

export const HALVES = ["timbre", "prosody"];
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const PATH = /^[^\s+,()*"':-][^\s+,()*"':]*$/; // one that needs no quotes

// A weight as Python writes it: 0.00005 is 5e-05.
function weightText(weight) {
  const size = Math.abs(weight);
  if (size === 0 || size >= 1e-4) return String(size);
  return size.toExponential().replace(/e-(\d)$/, "e-0$1");
}

// A voice's name, or the path of its file.
function voiceText(voice) {
  if (NAME.test(voice) || PATH.test(voice)) return voice;
  const quote = voice.includes('"') ? "'" : '"';
  return quote + voice + quote;
}

function termText({ voice, weight }) {
  return (Math.abs(weight) === 1 ? "" : `${weightText(weight)}*`) + voiceText(voice);
}

// {terms: [{voice, weight}], keeps_norm} as a formula.
export function blendText({ terms, keeps_norm }) {
  const [first, ...others] = terms;
  const sum = (first.weight < 0 ? "-" : "") + termText(first)
    + others.map((term) => ` ${term.weight < 0 ? "-" : "+"} ${termText(term)}`).join("");
  return keeps_norm ? `norm(${sum})` : sum;
}

// Two blends as one formula: a plain blend where they are the same.
export function formulaText({ timbre, prosody }) {
  const same = blendText(timbre) === blendText(prosody);
  return same ? blendText(timbre) : `timbre:${operand(timbre)} prosody:${operand(prosody)}`;
}

function operand(blend) {
  const text = blendText(blend);
  return blend.terms.length > 1 && !blend.keeps_norm ? `(${text})` : text;
}

// Where a mix stands between two voices, null if it is not of these two, or outside of them.
export function padPoint({ timbre, prosody }, pair) {
  const [x, y] = [timbre, prosody].map(({ terms }) => shareOf(terms, pair));
  return x === null || y === null ? null : { x, y };
}

function shareOf(terms, [a, b]) {
  if (a === b || terms.some(({ voice }) => voice !== a && voice !== b)) return null;
  const of = (name) => total(terms.filter(({ voice }) => voice === name));
  const part = of(b) / (of(a) + of(b));
  return part >= 0 && part <= 1 ? part : null;
}

// a + k·(b − c).
export function arithmeticText({ a, b, c, k }, keeps_norm = false) {
  const terms = [{ voice: a, weight: 1 }];
  if (k !== 0) terms.push({ voice: b, weight: k }, { voice: c, weight: -k });
  return blendText({ terms, keeps_norm });
}

// The voices and k of such a formula, null if it is none.
export function arithmeticOf({ timbre, prosody }) {
  const [one, more, less] = timbre.terms;
  const fits = timbre.terms.length === 3 && blendText(timbre) === blendText(prosody) && one.weight === 1
    && more.weight === -less.weight && Math.abs(more.weight) <= 2;
  return fits ? { a: one.voice, b: more.voice, c: less.voice, k: more.weight } : null;
}

// The same formula with the norm kept in both halves, or in neither.
export function withNorm({ timbre, prosody }, keeps_norm) {
  return formulaText({ timbre: { ...timbre, keeps_norm }, prosody: { ...prosody, keeps_norm } });
}

export const total = (terms) => terms.reduce((sum, { weight }) => sum + weight, 0);
export const hundredths = (value) => Math.round(value * 100) / 100 || 0; // not −0

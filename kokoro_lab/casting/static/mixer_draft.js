// The mixer's rows: a voice with a weight in each half. From them a formula comes, and from a formula they come.
import { formulaText, hundredths, total } from "./formula.js";

// The rows of a parsed formula: {rows: [{voice, timbre, prosody}], norm: {timbre, prosody}}.
export function draftOf({ timbre, prosody }) {
  const rows = timbre.terms.map(({ voice, weight }) => ({ voice, timbre: weight, prosody: 0 }));
  const free = new Set(rows);
  for (const { voice, weight } of prosody.terms) {
    const row = [...free].find((other) => other.voice === voice);
    if (row) row.prosody = weight;
    else rows.push({ voice, timbre: 0, prosody: weight });
    free.delete(row);
  }
  return { rows, norm: { timbre: timbre.keeps_norm, prosody: prosody.keeps_norm } };
}

// The two blends of rows. A voice without weight is left out, unless none has any.
export function blendsOf({ rows, norm }) {
  const blend = (half) => {
    const terms = rows.map((row) => ({ voice: row.voice, weight: row[half] }));
    const heavy = terms.filter(({ weight }) => weight !== 0);
    return { terms: heavy.length ? heavy : terms, keeps_norm: norm[half] };
  };
  return { timbre: blend("timbre"), prosody: blend("prosody") };
}

export const textOf = (draft) => formulaText(blendsOf(draft));

// The rows of a point of the pad: x of the way from voice a to b in timbre, y in prosody, in hundredths.
export function padDraft([a, b], { x, y }, norm) {
  const [timbre, prosody] = [hundredths(x), hundredths(y)];
  const rows = [
    { voice: a, timbre: hundredths(1 - timbre), prosody: hundredths(1 - prosody) }, { voice: b, timbre, prosody },
  ];
  return { rows, norm: { timbre: norm, prosody: norm } };
}

// What each row has of a half: its weight divided by the sum; null where that is not above zero.
export function sharesOf({ rows }, half) {
  const sum = total(rows.map((row) => ({ weight: row[half] })));
  return rows.map((row) => (sum > 0 ? row[half] / sum : null));
}

// The weight with which a further voice joins: that of an average one.
export function joining({ rows }) {
  const sizes = rows.flatMap(({ timbre, prosody }) => [timbre, prosody]).map(Math.abs).filter((size) => size > 0);
  return sizes.length ? hundredths(sizes.reduce((sum, size) => sum + size, 0) / sizes.length) : 1;
}

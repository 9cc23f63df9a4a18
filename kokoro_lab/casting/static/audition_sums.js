// What takes and a ranking say in words, numbers and a table.

export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
export const signed = (value, digits) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
export const percent = (share) => `${Math.round(100 * share)}\u00a0%`;
const negative = (value, digits) => value.toFixed(digits).replace("-", "−");

const ALIKE = 0.5; // LU, that nobody hears

// How loud takes are after they were matched, and which fell short; `nameOf(take)`.
export function level(takes, nameOf) {
  const known = takes.filter(({ loudness }) => loudness !== null);
  if (!known.length) return "";
  const matched = known.map(({ loudness, gain_db }) => loudness + gain_db);
  const most = Math.max(...matched);
  const short = known.flatMap((take, i) => (most - matched[i] > ALIKE ? [`${nameOf(take)} ${(most - matched[i]).toFixed(1)} LU below`] : []));
  const all = `${short.length ? "At" : "All at"} ${negative(most, 1).replace(".0", "")} LUFS (ITU-R BS.1770)`;
  return short.length ? `${all}, but ${short.join(", ")}: the peaks leave no room` : all;
}

// The measures of a take, each with its unit; "–" for what has none.
export function measures({ seconds, pitch, pace, loudness, shared }) {
  const or = (value, text) => (value === null || value === undefined ? "–" : text(value));
  return {
    seconds: `${seconds.toFixed(1)} s`,
    pitch: or(pitch, (hz) => `${Math.round(hz)} Hz`),
    pace: or(pace, (rate) => `${rate.toFixed(1)} /s`),
    loudness: or(loudness, (lufs) => `${negative(lufs, 1)} LUFS`),
    shared: shared.length ? counted(shared.length, "step") : "none",
  };
}

// What all takes cost together.
export function cost(takes) {
  const work = takes.reduce((sum, take) => sum + take.work, 0);
  const shared = takes.reduce((sum, take) => sum + take.shared.length, 0);
  const spared = shared ? ` ${counted(shared, "step")} that do not depend on the voice ${shared === 1 ? "was" : "were"} shared, exactly.` : "";
  return `${counted(takes.length, "take")} in ${work.toFixed(1)} s of work.${spared}`;
}

// A ranking's items with what they belong to, the best first; the same rank where strengths look the same.
export function ranked(formulas, items) {
  const shown = ({ strength }) => Math.round(100 * strength);
  const rows = items.map((item, i) => ({ ...item, voice: i, formula: formulas[i] }));
  rows.sort((one, other) => shown(other) - shown(one) || other.best - one.best);
  return rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => shown(other) > shown(row)).length }));
}

// How sure the first place of a ranking is; `names` of those who share it.
export function ahead([first], names) {
  if (names.length > 1) return `No voice is ahead: ${names.join(", ")} have the same strength.`;
  return `${names[0]} is the best with a probability of ${percent(first.best)}.`;
}

// The least and the most of a common axis, zero within.
export function extent(items) {
  return [Math.min(0, ...items.map(({ low }) => low)), Math.max(0, ...items.map(({ high }) => high))];
}

// One row for each formula, with what is known of it; columns are called as in the table of an export.
export function table(formulas, { titles, takes, ranking }) {
  return formulas.map((formula) => {
    const { seconds, loudness, pitch, pace } = takes.get(formula) ?? {};
    const row = { name: titles.get(formula), formula, seconds, "loudness before (LUFS)": loudness, "pitch (Hz)": pitch, "pace (phonemes/s)": pace };
    const { rank, strength, low, high, best, wins, losses } = ranking.find((other) => other.formula === formula) ?? {};
    if (ranking.length) Object.assign(row, { rank, strength, low, high, best, wins, losses });
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, rounded(value)]));
  });
}

// A table as a spreadsheet takes it from the clipboard.
export function tsv(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value) => String(value ?? "").replace(/\s+/g, " ");
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.map(cell).join("\t")).join("\n");
}

function rounded(value) {
  return typeof value === "number" ? Number(value.toFixed(3)) : (value ?? null);
}

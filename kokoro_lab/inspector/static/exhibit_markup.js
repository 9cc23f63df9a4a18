// Puts a pronunciation into a text as `[word](/phonemes/)`, in the form that kokoro_lab/kokoro/text/markup.py reads.
//
// Spans count characters as Python does, so texts are taken apart into characters before anything else.

const LINK = /\[([^[\]\n]{1,300})\]\((?:\/[^/()\n]{1,1000}\/|[+-]?(?:0\.5|[012]))\)/gu;
const OUTSIDE = /^[[\]\s]$/;
const LONGEST = { word: 300, phonemes: 1000 };

// All of the markup that a word stands in, null where there is none.
export function markAround(text, [start, stop]) {
  for (const match of text.matchAll(LINK)) {
    const first = [...text.slice(0, match.index)].length;
    const inner = [first + 1, first + 1 + [...match[1]].length];
    if (inner[0] <= start && stop <= inner[1]) return { span: [first, first + [...match[0]].length], word: inner };
  }
  return null;
}

// Why these phonemes cannot stand in markup, "" if they can.
export function wrongPhonemes(phonemes) {
  if (!phonemes.trim()) return "Write at least one symbol.";
  if (/[/()\n]/.test(phonemes)) return "Phonemes in markup cannot hold / ( ) or a new line.";
  return phonemes.length > LONGEST.phonemes ? `At most ${LONGEST.phonemes} symbols.` : "";
}

// What to write where: {span, markup}, or {why} if the word cannot carry markup.
export function pronounced(text, span, phonemes) {
  const letters = [...text];
  const mark = markAround(text, span);
  const [start, stop] = mark ? mark.word : trimmed(letters, span);
  const word = letters.slice(start, stop).join("");
  const why = wrongPhonemes(phonemes) || wrongWord(word);
  if (why) return { why };
  return { span: mark ? mark.span : [start, stop], markup: `[${word}](/${phonemes.trim()}/)` };
}

// What takes the markup around a word away again; null where there is none.
export function plain(text, span) {
  const mark = markAround(text, span);
  return mark && { span: mark.span, markup: [...text].slice(...mark.word).join("") };
}

// Where a span of one text is in another that was made from it; null where a change reaches into it.
export function carried([start, stop], from, to) {
  const [old, now] = [[...from], [...to]];
  const most = Math.min(old.length, now.length);
  let [before, after] = [0, 0];
  while (before < most && old[before] === now[before]) before += 1;
  while (after < most - before && old.at(-1 - after) === now.at(-1 - after)) after += 1;
  const [end, shift] = [old.length - after, now.length - old.length]; // what differs is from `before` to `end`
  if (stop <= before) return [start, stop];
  if (start >= end) return [start + shift, stop + shift];
  return start <= before && end <= stop ? [start, stop + shift] : null;
}

// Brackets before and after a word stay where they are, outside the markup.
function trimmed(letters, [start, stop]) {
  while (start < stop && OUTSIDE.test(letters[start])) start += 1;
  while (stop > start && OUTSIDE.test(letters[stop - 1])) stop -= 1;
  return [start, stop];
}

function wrongWord(word) {
  if (!word) return "There is no word here that markup could hold.";
  if (/[[\]\n]/.test(word)) return `“${word}” has a bracket or a line break inside, which markup cannot hold.`;
  return [...word].length > LONGEST.word ? `Markup holds at most ${LONGEST.word} characters.` : "";
}

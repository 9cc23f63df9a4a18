// One text in one voice, as the ask "take" answers it; and moments that takes of one text have in common.
import { numbers } from "../inspector/trace.js";

const BEFORE = -1; // stands for the word before the first
const BEGUN = 0.25; // seconds: who steps back so soon after a word began means the one before

export class Take {
  // `key` tells it from the other takes of the text.
  constructor(message, buffers, key = message.request.voice) {
    Object.assign(this, message); // request, seconds, rate, words, loudness, pitch, pace, symbols, shared, work …
    Object.assign(this, { key, formula: message.request.voice });
    this.samples = numbers("int16", buffers[0]);
    this.stretches = stretches(this.words, this.seconds);
  }

  // A moment said without seconds: the word by its first character in the text, whether in it or in the pause after
  // it, and what part of that has passed.
  place(seconds) {
    const { char, pause, from, to } = this.stretches.find((stretch) => seconds < stretch.to) ?? this.stretches.at(-1);
    return { char, pause, part: to > from ? Math.min(1, Math.max(0, (seconds - from) / (to - from))) : 0 };
  }

  // The seconds of a place, which may be that of another take; of a word that this one does not tell apart, those of
  // the word that holds its first character.
  at({ char, pause, part }) {
    const own = this.stretches.find((stretch) => stretch.char === char && stretch.pause === pause);
    if (own) return own.from + part * (own.to - own.from);
    const held = this.stretches.findLast((stretch) => !stretch.pause && stretch.char <= char);
    if (!held) return 0;
    const share = Math.min(1, (char - held.char) / Math.max(1, held.end - held.char));
    return held.from + share * (held.to - held.from);
  }

  // The number of the word at a time or last before it; -1 before the first.
  wordAt(seconds) {
    return this.words.findLastIndex(([, , start]) => start <= seconds);
  }

  // Where the next word begins (by = 1); or this one, and from close to its beginning the one before (by = -1).
  wordFrom(seconds, by) {
    if (!this.words.length) return by < 0 ? 0 : this.seconds;
    const here = this.wordAt(by < 0 ? seconds - BEGUN : seconds);
    const to = by < 0 ? Math.max(0, here) : Math.min(this.words.length - 1, here + 1);
    return this.words[to][2];
  }
}

// The whole take, cut at the starts and ends of its words: words and the pauses between them by turns.
function stretches(words, seconds) {
  const all = [];
  let [char, from] = [BEFORE, 0];
  for (const [first, end, start, stop] of words) {
    all.push({ char, pause: true, from, to: start }, { char: first, end, pause: false, from: start, to: stop });
    [char, from] = [first, stop];
  }
  return [...all, { char, pause: true, from, to: seconds }];
}

// Whether one can go on in one take where another was left.
export const sameText = (one, other) => one.request.text === other.request.text;

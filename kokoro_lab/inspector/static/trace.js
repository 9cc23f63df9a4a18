// A trace as the server sends it, with its numbers unpacked and the questions that views ask of it.

const ARRAYS = { float32: Float32Array, int16: Int16Array, int8: Int8Array, uint8: Uint8Array };

// The numbers of a buffer; copied, because a view into a message need not be aligned.
export function numbers(type, view) {
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  return new ARRAYS[type](bytes);
}

export class Trace {
  constructor(message, buffers) {
    Object.assign(this, message);
    this.tiers = message.tiers.map((tier) => unpacked(tier, buffers));
  }

  tier(name) {
    return this.tiers.find((tier) => tier.name === name);
  }

  // The sound itself: the one tier that holds every sample.
  get samples() {
    return this.tiers.find(({ kind }) => kind === "wave").values;
  }

  // The token that sounds at a time; the first or the last one outside of them all.
  tokenAt(seconds) {
    let [low, high] = [0, this.tokens.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tokens[middle].start <= seconds) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // Seconds from the start of the first token to the end of the last, as far as they are heard.
  tokenSpan([first, stop]) {
    const inside = (seconds) => Math.min(Math.max(seconds, 0), this.seconds);
    return [inside(this.tokens[first].start), inside(this.tokens[stop - 1].end)];
  }

  // A range of tokens if this trace has it, else null.
  fitting(tokens) {
    return tokens && tokens[0] < tokens[1] && tokens[1] <= this.tokens.length ? tokens : null;
  }

  // A moment said without seconds, so that another version of the utterance has it too.
  place(seconds) {
    const token = this.tokenAt(seconds);
    const { start, end } = this.tokens[token];
    return { token, part: end > start ? Math.min(1, Math.max(0, (seconds - start) / (end - start))) : 0 };
  }

  at({ token, part }) {
    const { start, end } = this.tokens[Math.min(token, this.tokens.length - 1)];
    return start + part * (end - start);
  }

  // The word that a token belongs to, null for the pads.
  wordOf(token) {
    return this.chunk.words[this.tokens[token].word] ?? null;
  }
}

function unpacked(tier, buffers) {
  const before = tier.before === null || tier.before === undefined ? null : numbers(tier.type, buffers[tier.before]);
  return { ...tier, values: numbers(tier.type, buffers[tier.buffer]), before };
}

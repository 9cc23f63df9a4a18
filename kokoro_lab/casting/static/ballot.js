// A blind test of voices, which are numbers here: the pairs that were heard, and what was said of them.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ENOUGH = 0.5; // seconds of a voice that one must have heard to vote
const SHORT = 0.8; // or this part of it, if it is shorter

export class Ballot {
  // `chance()` is a random number below 1.
  constructor(count, chance = Math.random) {
    Object.assign(this, { count, chance, log: [] });
    this.order = shuffled([...Array(count).keys()], chance); // of the letters
  }

  letter(voice) {
    const place = this.order.indexOf(voice);
    return LETTERS[place % LETTERS.length] + (place < LETTERS.length ? "" : Math.floor(place / LETTERS.length));
  }

  // Note which of a pair is better; null when nobody can tell.
  say(pair, winner) {
    this.log.push({ pair, winner });
  }

  // Take back what was noted last; its pair, or null if there was nothing.
  undo() {
    return this.log.pop()?.pair ?? null;
  }

  // [winner, loser] of every vote.
  get votes() {
    return this.log.filter(({ winner }) => winner !== null).map(({ pair: [one, other], winner }) => [winner, winner === one ? other : one]);
  }

  get skipped() {
    return this.log.length - this.votes.length;
  }

  get pairs() {
    return (this.count * (this.count - 1)) / 2;
  }

  // How many different pairs were put.
  get put() {
    return new Set(this.log.map(({ pair }) => keyOf(pair))).size;
  }

  // The next pair, in an order by chance: the one that would tell most, unless it was skipped; then one of those that
  // were put least often.
  next(telling) {
    const times = (pair) => this.log.filter((said) => keyOf(said.pair) === keyOf(pair)).length;
    const skipped = new Set(this.log.filter(({ winner }) => winner === null).map(({ pair }) => keyOf(pair)));
    if (telling && !skipped.has(keyOf(telling))) return shuffled(telling, this.chance);
    const all = [];
    for (let i = 0; i < this.count; i += 1) for (let j = i + 1; j < this.count; j += 1) all.push([i, j]);
    const least = Math.min(...all.map(times));
    return shuffled(shuffled(all.filter((pair) => times(pair) === least), this.chance)[0], this.chance);
  }
}

// How much was heard of each.
export class Ears {
  constructor() {
    this.seconds = new Map();
    this.last = null;
  }

  // What sounds is at `playhead` at the time `now`, both in seconds. Who went further than time passed has skipped.
  hear(key, playhead, now) {
    const { last } = this;
    const step = last?.key === key ? Math.max(0, Math.min(playhead - last.playhead, now - last.now)) : 0;
    this.seconds.set(key, (this.seconds.get(key) ?? 0) + step);
    this.last = { key, playhead, now };
  }

  // Whether enough was heard of what lasts so many seconds.
  enough(key, whole) {
    return (this.seconds.get(key) ?? 0) >= Math.min(ENOUGH, SHORT * whole);
  }
}

function keyOf(pair) {
  return [...pair].sort((a, b) => a - b).join("-");
}

function shuffled(list, chance) {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

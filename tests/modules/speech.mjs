// A small trace, a generator of chances that a failing test can repeat, and what hands may do.
import * as changes from "../../kokoro_lab/inspector/static/changes.js";

export function chances(seed) {
  let state = seed + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { next, whole: (low, high) => low + Math.floor(next() * (high - low + 1)), of: (list) => list[Math.floor(next() * list.length)] };
}

export const REQUEST = {
  text: "a moon", voice: "af_heart", language: null, speed: 1, seed: 0, engine: "kokoro", edits: [], phonemes: null,
};

// Tokens: silence, ə, space, m, u, n, silence.
export function trace({ request = REQUEST, frames = [4, 3, 1, 2, 6, 3, 5], index = 0 } = {}) {
  const symbols = ["", "ə", " ", "m", "u", "n", ""];
  const words = [-1, 0, -1, 1, 1, 1, -1];
  const points = 2 * frames.reduce((a, b) => a + b, 0);
  const tiers = {
    f0: { values: Float32Array.from({ length: points }, (_, i) => (i % 7 < 2 ? 0 : 150 + i)) },
    energy: { values: Float32Array.from({ length: points }, (_, i) => Math.sin(i)) },
  };
  return {
    request,
    chunk: { index, words: [{ text: "a" }, { text: "moon" }] },
    tokens: symbols.map((symbol, i) => ({ symbol, frames: frames[i], word: words[i] })),
    tier: (name) => tiers[name],
  };
}

// One thing that a hand may do to a request; voices are names, of which another may be chosen.
export function randomChange(chance, request, made, { voices } = { voices: ["a", "bb", "ccc", "dddd"] }) {
  const count = made.tokens.length;
  const first = chance.whole(0, count - 1);
  const tokens = [first, chance.whole(first + 1, count)];
  const points = made.tier("f0").values.length;
  const at = chance.whole(0, points - 1);
  const values = Array.from({ length: chance.whole(1, points - at) }, () => 300 * chance.next());
  const whole = chance.next() < 0.3 ? null : tokens;
  const where = whole ? { tokens } : {};
  const add = (name, given) => changes.addEdit(request, { name, arguments: given }, made);
  const { edits } = request;
  return chance.of([
    () => changes.setDurations(request, made, tokens, Array.from({ length: tokens[1] - first }, () => chance.whole(1, 12))),
    () => changes.drawCurve(request, made, chance.of(["f0", "energy"]), at, values),
    () => changes.drawCurve(request, made, chance.of(["f0", "energy"]), at, values),
    () => changes.shiftPitch(request, made, whole, chance.of([-1, 0.1, 1])),
    () => changes.scaleEnergy(request, made, whole, chance.of([0.9, 1.1])),
    () => changes.resetTokens(request, made, tokens, chance.of([undefined, ["durations"], ["f0"]])),
    () => add("stretch", { factor: chance.of([0.5, 1.3, 1.5]), ...where }),
    () => add(chance.of(["flatten_pitch", "whisper", "equal_durations"]), where),
    () => add("prosody_from", { voice: chance.of(voices) }),
    () => (edits.length ? changes.removeEdit(request, chance.whole(0, edits.length - 1), made) : { edits, label: "-" }),
    () => changes.changeRequest(request, chance.of([{ voice: chance.of(voices) }, { speed: chance.of([0.9, 1, 1.6]) }]), made),
  ])();
}

// The tiers of a trace, each drawn as its kind asks for; and the order, folds and solos that a visitor chose.
import { AxisTier } from "./tier_axis.js";
import { CurveTier } from "./tier_curve.js";
import { ImageTier } from "./tier_image.js";
import { PhonemesTier } from "./tier_phonemes.js";
import { WaveTier } from "./tier_wave.js";
import { WordsTier } from "./tier_words.js";

const KINDS = { curve: CurveTier, wave: WaveTier, envelope: WaveTier, image: ImageTier };

// `letter` is what the other trace is called, A or B.
export function tiersOf(trace, other, letter) {
  const own = [new AxisTier(trace), new WordsTier(trace), new PhonemesTier(trace, other)];
  return [...own, ...trace.tiers.filter(({ kind }) => KINDS[kind]).map((tier) => new KINDS[tier.kind](trace, other, tier, letter))];
}

// The chosen order with tiers that it lacks at the end; choices for tiers that are not there are kept for later.
export function arranged(names, chosen) {
  const known = new Set(chosen.map(({ name }) => name));
  return [...chosen, ...names.filter((name) => !known.has(name)).map((name) => ({ name, folded: false, solo: false }))];
}

// One place up or down, among those that are there.
export function reordered(order, name, to) {
  const rest = order.filter((tier) => tier.name !== name);
  const tier = order.find((each) => each.name === name);
  return [...rest.slice(0, to), tier, ...rest.slice(to)];
}

// Which are shown: the solo ones if there are any, else all.
export function visible(order) {
  const solo = order.filter((tier) => tier.solo);
  return new Set((solo.length ? solo : order).map(({ name }) => name));
}

// "changed 3.2 %"; nothing for what is the same.
export function badge(changed) {
  if (!changed || changed.same) return "";
  if (!Number.isFinite(changed.relative)) return "changed"; // texts, and values whose number has changed
  const percent = changed.relative * 100;
  return percent < 0.1 ? "changed < 0.1 %" : `changed ${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

// What the parts of the map share: which voice is looked at, where the rings are, and what they stand for.
import { Model } from "../inspector/model.js";
import { blendText, formulaText, HALVES } from "./formula.js";
import { heaviest, mixAt } from "./map_mix.js";
import { whenever } from "./whenever.js";

const LINGER = 120; // milliseconds over a voice before it is heard

// Voices are told by their places in the map.
const NOTHING = {
  hovered: null, selected: null,
  family: null, // the languages that are picked out
  at: {}, mixes: {}, said: {}, // by half: where the ring is, who takes part there (mixAt; null if made elsewhere), its formula
  held: null, // the half whose ring is being moved
  dragged: false, // whether one ever was
  formula: null, // what the two rings stand for
};

export class MapState extends Model {
  constructor({ map, cards, model, act }) {
    super({ ...NOTHING });
    Object.assign(this, { map, cards, model, act, blends: {}, moved: false }); // blends by half: {terms, keeps_norm}
    whenever(model, ["facts"], () => this.follow());
  }

  hover(voice) {
    clearTimeout(this.timer);
    this.set("hovered", voice);
    if (voice !== null) this.timer = setTimeout(() => this.act.hear(this.cards[voice].name), LINGER);
  }

  select(voice) {
    const again = this.get("selected") === voice;
    clearTimeout(this.timer);
    this.set("selected", again ? null : voice);
    if (!again) this.act.hear(this.cards[voice].name);
  }

  hold(half) {
    this.hover(null);
    this.set("held", half);
  }

  move(half, at) {
    const mix = mixAt(this.map.halves[half], at);
    const terms = mix.terms.map(({ voice, weight }) => ({ voice: this.map.voices[voice], weight }));
    this.blends[half] = { terms, keeps_norm: this.blends[half]?.keeps_norm ?? false };
    this.moved = true;
    this.set("dragged", true);
    this.set("mixes", { ...this.get("mixes"), [half]: mix });
    this.set("at", { ...this.get("at"), [half]: at });
    this.say();
  }

  // The ring is no longer moved: what it says becomes the mix.
  release() {
    this.set("held", null);
    if (this.moved) this.act.mix(this.get("formula"));
    this.moved = false;
  }

  hear() {
    this.release();
    this.act.speak([this.get("formula")], { play: true });
  }

  // The pointer let the ring go. Where it was only pressed, the voice under it was meant.
  drop(half) {
    const voice = this.alone(half);
    if (this.moved || voice === null) return this.hear();
    this.release();
    this.select(voice);
  }

  // The voice that the ring stands at, null between voices.
  alone(half) {
    const terms = this.get("mixes")[half]?.terms ?? [];
    return terms.length === 1 ? terms[0].voice : null;
  }

  // A mix that was made elsewhere: the rings stand at its largest voices.
  follow() {
    const facts = this.model.get("facts");
    if (!facts || this.get("held") || facts.formula === this.get("formula")) return;
    const [at, mixes] = [{}, {}];
    for (const half of HALVES) {
      const { points } = this.map.halves[half];
      const voice = heaviest(facts[half].terms, this.map.voices);
      this.blends[half] = facts[half];
      at[half] = voice < 0 ? [0, 0] : points[voice];
      mixes[half] = facts[half].terms.length === 1 && voice >= 0 ? mixAt(this.map.halves[half], at[half]) : null;
    }
    this.set("mixes", mixes);
    this.say();
    this.set("at", at);
  }

  say() {
    this.set("said", Object.fromEntries(HALVES.map((half) => [half, blendText(this.blends[half])])));
    this.set("formula", formulaText(this.blends));
  }
}

// The map: which voices are true neighbours, what a flat picture loses of it, and a mix by dragging a point.
import { make } from "../inspector/dom.js";
import { Model } from "../inspector/model.js";
import { blendText, formulaText } from "./formula.js";
import { cardOf } from "./names.js";
import { halfMap } from "./map_half.js";
import { heaviest, mixAt } from "./map_mix.js";
import { legend, familyOf } from "./map_legend.js";
import { panel } from "./map_panel.js";
import { yours } from "./map_yours.js";

const HALVES = ["timbre", "prosody"];
const LINGER = 120; // milliseconds over a voice before it is heard

function render({ model, el, act, lookup }) {
  el.classList.add("kl-map");
  const waiting = make("p", "kl-quiet", "The map is drawn …");
  el.replaceChildren(waiting);
  let [map, close] = [null, null];
  // Drawn once both the map and the voices' names are known.
  const start = () => (close ??= map && model.get("cards").length ? begin({ map, model, el, act }) : null);
  model.on("change:cards", start);
  lookup({ kind: "map" }).then(
    ({ message }) => {
      map = message;
      start();
    },
    (error) => (waiting.textContent = error.message),
  );
  return () => {
    model.off("change:cards", start);
    close?.();
  };
}

function begin({ map, model, el, act }) {
  const cards = told(map.voices.map((name) => cardOf(model, name) ?? plain(name)));
  // What the parts of the view share:
  //   hovered, selected  places of voices, null for none;  family  the languages that are picked out
  //   at, mixes, said    by half: where the point is, who takes part there (mixAt; null if made elsewhere), its formula
  //   held               the half whose point is being moved;  formula  what the two points stand for
  const own = new Model({ hovered: null, selected: null, family: null, at: {}, mixes: {}, said: {}, held: null, formula: null });
  const blends = {}; // by half: {terms: [{voice, weight}], keeps_norm}
  let [timer, moved] = [null, false];

  function say() {
    own.set("said", Object.fromEntries(HALVES.map((half) => [half, blendText(blends[half])])));
    own.set("formula", formulaText(blends));
  }

  const on = {
    hover(voice) {
      clearTimeout(timer);
      own.set("hovered", voice);
      if (voice !== null) timer = setTimeout(() => act.hear(cards[voice].name), LINGER);
    },
    select(voice) {
      const again = own.get("selected") === voice;
      own.set("selected", again ? null : voice);
      if (!again) act.hear(cards[voice].name);
      clearTimeout(timer);
    },
    hold(half) {
      on.hover(null);
      own.set("held", half);
    },
    move(half, at) {
      const mix = mixAt(map.halves[half], at);
      const terms = mix.terms.map(({ voice, weight }) => ({ voice: map.voices[voice], weight }));
      blends[half] = { terms, keeps_norm: blends[half]?.keeps_norm ?? false };
      moved = true;
      own.set("mixes", { ...own.get("mixes"), [half]: mix });
      own.set("at", { ...own.get("at"), [half]: at });
      say();
    },
    // The ring is no longer moved: what it says becomes the mix.
    release() {
      own.set("held", null);
      if (moved) act.mix(own.get("formula"));
      moved = false;
    },
    hear() {
      on.release();
      act.speak([own.get("formula")], { play: true });
    },
    // The pointer let the ring go. Where it was only pressed, the voice under it was meant.
    drop(half) {
      const voice = on.alone(half);
      if (moved || voice === null) return on.hear();
      on.release();
      on.select(voice);
    },
    // The voice that the ring stands at, null between voices.
    alone(half) {
      const terms = own.get("mixes")[half]?.terms ?? [];
      return terms.length === 1 ? terms[0].voice : null;
    },
  };

  // A mix that was made elsewhere: the points stand at its largest voices.
  function follow() {
    const facts = model.get("facts");
    if (!facts || own.get("held") || facts.formula === own.get("formula")) return;
    const [at, mixes] = [{}, {}];
    for (const half of HALVES) {
      blends[half] = facts[half];
      const voice = heaviest(facts[half].terms, map.voices);
      at[half] = voice < 0 ? [0, 0] : map.halves[half].points[voice];
      mixes[half] = facts[half].terms.length === 1 && voice >= 0 ? mixAt(map.halves[half], at[half]) : null;
    }
    own.set("mixes", mixes);
    say();
    own.set("at", at);
  }

  follow();
  const parts = { map, cards, model, act, own, on };
  const pair = make("div", "kl-map-pair");
  pair.append(...HALVES.map((name) => halfMap({ name, ...parts })));
  const [bar, side] = [yours(parts), panel(parts)];
  el.replaceChildren(bar.node, side.node, legend(parts), pair);
  model.on("change:facts", follow);
  return () => {
    clearTimeout(timer);
    bar.close();
    side.close();
    model.off("change:facts", follow);
  };
}

// Cards with the family of the language, and with a name that no other voice has: Santa en-us, Santa es.
function told(cards) {
  const alike = (card) => cards.filter(({ display }) => display === card.display).length > 1;
  return cards.map((card) => ({ ...card, called: alike(card) ? `${card.display} ${card.language}` : card.display, family: familyOf(card) }));
}

// A voice that the gallery does not know.
const plain = (name) => ({ name, display: name, language: "", language_name: "", gender: null, grade: null });

export default { render };

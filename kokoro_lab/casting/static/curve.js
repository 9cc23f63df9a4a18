// The voice at work as the curve that it is: a style for each length of utterance, and which of them is used.
import { make } from "../inspector/dom.js";
import { numbers } from "../inspector/trace.js";
import { CurveChart } from "./curve_chart.js";
import { wordButton } from "./controls.js";
import { heardTable, lengthOf } from "./curve_heard.js";
import { relative, ROWS, symbolsText, travelText } from "./curve_numbers.js";
import { caption, pathPictures } from "./curve_path.js";
import { HALVES } from "./formula.js";
import { hearBar, Hearing } from "./hearing.js";
import { showVoice, voiceSelect } from "./voice_select.js";
import { whenever } from "./whenever.js";

const USUAL = 100; // symbols, while no row is chosen and the text's length is unknown
const WIDEST = 640; // pixels of a path
const OFFERED = [3, 30, 100, 300];
const UNKNOWN = " The length of your own text is known once it is spoken.";
const LEAD = "Move the marker, or press a length: the same words are spoken with the style of another one.";
const WHY = "A voice is not one style but 510: one for each number of symbols (phonemes, stress marks, punctuation, spaces) that an utterance may have. The styles of short utterances are strong and far from the others; those of long ones are calm and close together.";

// Where the curve starts from: what is chosen, else what the text needs.
export const rowInUse = (symbols, own) => symbols ?? own ?? USUAL;

class CurveView {
  constructor({ model, act, lookup }) {
    Object.assign(this, { model, act, lookup, asking: false, wanted: null, answer: null, formula: null });
    this.hearing = new Hearing(model, act);
    this.chart = new CurveChart({ onMove: (row) => this.learn(row), onDone: (row) => this.choose(row), onSize: () => this.answer && this.show() });
  }

  // The length of the text itself, once a take says it.
  get own() {
    const takes = [...this.model.get("takes").values()];
    const take = takes.find(({ formula }) => formula === this.model.get("mix")) ?? takes[0];
    return take ? Math.min(lengthOf(take), ROWS) : null;
  }

  get known() {
    return this.own !== null || this.model.get("symbols") !== null;
  }

  get row() {
    return rowInUse(this.model.get("symbols"), this.own);
  }

  choose(symbols) {
    this.act.row(symbols);
    this.hearing.released();
  }

  // Hears the style of so many symbols now, whether or not releases are heard; null for the text's own.
  hear(symbols) {
    this.act.row(symbols);
    this.hearing.hear();
  }

  // Asks for the curve seen from a row: one question at a time, and of those that wait only the last.
  async learn(row = this.row) {
    this.wanted = row;
    if (this.asking) return;
    this.asking = true;
    while (this.wanted !== null) {
      const symbols = this.wanted;
      this.wanted = null;
      const { formula } = this.model.get("facts") ?? {};
      if (!formula) break;
      try {
        const { message, buffers } = await this.lookup({ kind: "curve", formula, symbols });
        this.answer = { ...message, curves: buffers.map((buffer) => numbers("float32", buffer)) };
        if (this.wanted === null) this.show();
      } catch (error) {
        this.model.set("failure", error.message);
      }
    }
    this.asking = false;
  }

  show() {
    const { halves, symbols, curves, formula } = this.answer;
    const [timbre, prosody] = [curves.slice(0, 4), curves.slice(4)];
    this.chart.show({ row: symbols, own: this.own, curves: [timbre, prosody].map(([norms, away]) => relative(away, norms)) });
    const paths = [timbre, prosody].map((curve) => Array.from({ length: ROWS }, (_, i) => [curve[3][2 * i], curve[3][2 * i + 1]]));
    const pictures = pathPictures(HALVES, paths, symbols, Math.min(this.paths.clientWidth || WIDEST, WIDEST));
    this.paths.replaceChildren(...HALVES.flatMap((half, i) => [caption(half, halves[half]), pictures[i]]));
    this.travel.textContent = travelText(halves);
    this.formula = formula;
    this.named();
    this.said.textContent = `The style of ${symbolsText(symbols)} has norm ${halves.timbre.norm.toFixed(2)} in timbre and ${halves.prosody.norm.toFixed(2)} in prosody.${this.known ? "" : UNKNOWN}`;
    if (document.activeElement !== this.number) this.number.value = symbols;
    this.offers.forEach((button, i) => button.setAttribute("aria-pressed", (OFFERED[i] ?? null) === this.model.get("symbols")));
    this.offers.at(-1).textContent = this.own === null ? "your text’s own" : `your text’s own (${this.own})`;
  }

  // The voice that the curve is of, which may be another; a blend is one more of the list.
  named() {
    if (this.voice.firstChild) showVoice(this.voice.firstChild, this.formula ?? this.model.get("mix"));
  }

  offer() {
    const onPick = (voice) => this.act.mix(voice);
    this.voice.replaceChildren(voiceSelect(this.model.get("cards"), { label: "Voice of the curve", value: this.formula, onPick }));
    this.named();
  }

  build(el) {
    const table = heardTable({ model: this.model, onPick: (symbols) => this.hear(symbols) });
    this.voice = make("span", "kl-curve-voice");
    [this.said, this.travel, this.paths] = [make("p", "kl-mixer-note"), make("p", "kl-curve-travel"), make("div", "kl-curve-paths")];
    const head = make("p", "kl-curve-head");
    head.append(this.voice, hearBar(this));
    el.append(head, section("kl-curve-far", "How far each length’s style is from the one in use", make("p", "kl-mixer-note", LEAD), legend(), this.chart.node, this.said),
      section("kl-curve-say", "Hear these words with the style of", this.choices(), make("p", "kl-mixer-note", WHY), table),
      section("kl-curve-ways", "The way through the space of styles", this.travel, this.paths,
        make("p", "kl-mixer-note", "Both pictures have one scale. The numbers are symbols; the line fades with the length, and the ring is the row in use.")));
  }

  choices() {
    const node = make("div", "kl-curve-offers");
    this.offers = [...OFFERED, null].map((symbols) => wordButton(symbols && symbolsText(symbols), () => this.hear(symbols)));
    this.number = make("input", "kl-curve-number");
    Object.assign(this.number, { type: "number", min: 1, max: ROWS, step: 1, ariaLabel: "Symbols, any number from 1 to 510" });
    this.number.addEventListener("change", () => {
      const { valueAsNumber: symbols } = this.number;
      if (Number.isInteger(symbols) && symbols >= 1 && symbols <= ROWS) this.hear(symbols);
      else this.number.value = this.row;
    });
    node.append(...this.offers, this.number);
    return node;
  }
}

function section(className, title, ...nodes) {
  const node = make("section", className);
  node.append(make("h3", "", title), ...nodes);
  return node;
}

function legend() {
  const node = make("p", "kl-chart-legend");
  node.append(
    make("span", "kl-legend kl-legend-timbre", "timbre"), make("span", "kl-legend kl-legend-prosody", "prosody"),
    make("span", "", "1 is as much as the half is strong on average (its mean norm)"),
  );
  return node;
}

function render({ model, el, act, lookup }) {
  el.classList.add("kl-curve");
  const view = new CurveView({ model, act, lookup });
  view.build(el);
  whenever(model, ["cards"], () => view.offer());
  whenever(model, ["facts", "symbols", "takes", "view"], () => model.get("view") === "curve" && view.learn());
}

export default { render };

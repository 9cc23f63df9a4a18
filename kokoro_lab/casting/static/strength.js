// What keeping the norm does, in numbers, in a picture and to the ear.
import { make } from "../inspector/dom.js";
import { numbers } from "../inspector/trace.js";
import { tick, wordButton } from "./controls.js";
import { HALVES, withNorm } from "./formula.js";
import { LINES, strengthChart } from "./strength_chart.js";
import { whenever } from "./whenever.js";

const EQUAL = 0.995; // of the parents' strength: nothing is lost that matters
const USUAL = 100; // symbols, where no row is chosen
const NAMES = { plain: "plain sum", kept: "norm kept", parents: "parents’ mean" };

const percent = (part) => `${(part * 100).toFixed(0)} %`;

// How strong a mix is beside its parents, in a sentence. The reason is given where it is sure: a sum without negative
// weights is never stronger than its parents' mean (the triangle inequality), one with them may be either.
export function strengthText({ strength, timbre, prosody }) {
  const [t, p] = HALVES.map((half) => strength[half].plain / strength[half].parents);
  if (Math.min(t, p) >= EQUAL && Math.max(t, p) <= 2 - EQUAL) return "The plain sum is as strong as its parents.";
  const sum = `The plain sum is ${percent(t)} as strong as its parents in timbre and ${percent(p)} in prosody`;
  const takes = [timbre, prosody].some(({ terms }) => terms.some(({ weight }) => weight < 0));
  if (!takes) return `${sum}: voices point in different directions, and what they do not share cancels.`;
  if (Math.min(t, p) >= EQUAL) return `${sum}: taking a voice away enlarges what sets the others apart from it.`;
  return `${sum}.`;
}

export function strength({ model, act, desk }) {
  const keep = tick("keep the parents’ strength (norm)", false, (on) => desk.keepNorm(on));
  const [said, table, charts] = [make("p", "kl-mixer-note"), make("table", "kl-strength-table"), make("div", "kl-charts")];
  const buttons = [false, true].map((keeps) => wordButton(keeps ? "Hear kept" : "Hear plain", () => compare(keeps)));

  // Both are made, so that one can go back and forth at the same word.
  async function compare(keeps) {
    const [wanted, other] = [keeps, !keeps].map((norm) => withNorm(desk.blends, norm));
    const takes = model.get("takes");
    if (takes.has(wanted)) act.hearTake(wanted);
    if (!takes.has(wanted) || !takes.has(other)) await act.speak([wanted, other], { play: !takes.has(wanted) });
  }
  whenever(model, ["facts"], () => {
    const facts = model.get("facts");
    if (!facts) return;
    said.textContent = strengthText(facts);
    table.replaceChildren(...rowsOf(facts.strength));
    const curves = facts.buffers.map((buffer) => numbers("float32", buffer));
    const row = model.get("symbols") ?? USUAL;
    charts.replaceChildren(...HALVES.map((half, i) => strengthChart(half, curves.slice(3 * i, 3 * i + 3), row)));
  });
  whenever(desk, ["draft"], () => {
    const draft = desk.get("draft");
    if (!draft) return;
    const { timbre, prosody } = draft.norm;
    keep.firstChild.checked = timbre && prosody;
    keep.firstChild.indeterminate = timbre !== prosody;
    onHeard();
  });
  function onHeard() {
    const heard = model.get("heard");
    if (!desk.get("draft")) return;
    buttons.forEach((button, i) => {
      const on = heard?.kind === "take" && heard.formula === withNorm(desk.blends, Boolean(i));
      button.setAttribute("aria-pressed", on);
    });
  }
  whenever(model, ["heard"], onHeard);
  const [both, bar, node] = [make("div", "kl-mixer-ab"), make("div", "kl-strength-bar"), make("section", "kl-strength")];
  both.append(...buttons);
  bar.append(keep, both);
  node.append(make("h3", "", "Strength"), said, bar, table, charts, legend());
  return node;
}

function rowsOf(strength) {
  const row = (cells, tag) => {
    const line = make("tr", "");
    line.append(...cells.map((cell, i) => make(i ? tag : "th", "", cell)));
    return line;
  };
  const body = HALVES.map((half) => {
    const { plain, kept, parents } = strength[half];
    return row([half, ...[plain, kept, parents].map((norm) => norm.toFixed(2)), percent(plain / parents)], "td");
  });
  return [row(["norm", "plain sum", "norm kept", "parents", "plain of parents"], "th"), ...body];
}

function legend() {
  const node = make("p", "kl-chart-legend");
  const entry = (line, text) => make("span", `kl-legend kl-legend-${line}`, text);
  node.append(...LINES.map((name) => entry(name, NAMES[name])), entry("row", "row of the numbers above"));
  return node;
}

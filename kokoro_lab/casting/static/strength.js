// What keeping the norm does, in numbers, in a picture and to the ear.
import { make } from "../inspector/dom.js";
import { numbers } from "../inspector/trace.js";
import { withNorm } from "./formula.js";
import { tick } from "./mixer_hear.js";
import { LINES, strengthChart } from "./strength_chart.js";

const HALVES = ["timbre", "prosody"];
const EQUAL = 0.995; // of the parents' strength: nothing is lost that matters
const USUAL = 100; // symbols, where no row is chosen

const percent = (part) => `${(part * 100).toFixed(0)} %`;

// What a mix loses of its parents' strength, in a sentence.
export function strengthText({ timbre, prosody }) {
  const [t, p] = [timbre, prosody].map(({ plain, parents }) => plain / parents);
  if (Math.min(t, p) >= EQUAL && Math.max(t, p) <= 2 - EQUAL) return "The plain sum is as strong as its parents.";
  const sum = `The plain sum is ${percent(t)} as strong as its parents in timbre and ${percent(p)} in prosody`;
  if (Math.max(t, p) < 1) return `${sum}: voices point in different directions, and what they do not share cancels.`;
  if (Math.min(t, p) >= EQUAL) return `${sum}: taking a voice away stretches what is left.`;
  return `${sum}.`;
}

export function strength({ model, act, desk }) {
  const node = make("section", "kl-strength");
  const keep = tick("keep the parents’ strength (norm)", false, (on) => desk.keepNorm(on));
  const [said, table, charts, ab] = [make("p", "kl-mixer-note"), make("table", "kl-strength-table"), make("div", "kl-charts"), make("div", "kl-mixer-ab")];
  const buttons = [false, true].map((keeps) => {
    const button = make("button", "kl-button", keeps ? "Hear kept" : "Hear plain");
    button.type = "button";
    button.addEventListener("click", () => compare(keeps));
    return button;
  });
  ab.append(...buttons);
  node.append(make("h3", "", "Strength"), keep, said, table, charts, legend(), ab);

  // Both are made, so that one can go back and forth at the same word.
  async function compare(keeps) {
    const [wanted, other] = [keeps, !keeps].map((norm) => withNorm(desk.blends, norm));
    const takes = model.get("takes");
    if (takes.has(wanted)) act.hearTake(wanted);
    if (!takes.has(wanted) || !takes.has(other)) await act.speak([wanted, other], { play: !takes.has(wanted) });
  }
  function onFacts() {
    const facts = model.get("facts");
    if (!facts) return;
    said.textContent = strengthText(facts.strength);
    table.replaceChildren(...rowsOf(facts.strength));
    const curves = facts.buffers.map((buffer) => numbers("float32", buffer));
    const row = model.get("symbols") ?? USUAL;
    charts.replaceChildren(strengthChart("timbre", curves.slice(0, 3), row), strengthChart("prosody", curves.slice(3), row));
  }
  function onDraft() {
    const draft = desk.get("draft");
    if (!draft) return;
    const { timbre, prosody } = draft.norm;
    keep.firstChild.checked = timbre && prosody;
    keep.firstChild.indeterminate = timbre !== prosody;
    onHeard();
  }
  function onHeard() {
    const heard = model.get("heard");
    if (!desk.get("draft")) return;
    buttons.forEach((button, i) => {
      const on = heard?.kind === "take" && heard.formula === withNorm(desk.blends, Boolean(i));
      button.setAttribute("aria-pressed", on);
    });
  }
  desk.on("change:draft", onDraft);
  model.on("change:facts", onFacts);
  model.on("change:heard", onHeard);
  onDraft();
  onFacts();
  return {
    node,
    close() {
      model.off("change:facts", onFacts);
      model.off("change:heard", onHeard);
    },
  };
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
  const names = { plain: "plain sum", kept: "norm kept", parents: "parents’ mean" };
  const node = make("p", "kl-chart-legend");
  node.append(...LINES.map((name) => make("span", `kl-legend kl-legend-${name}`, names[name])), make("span", "kl-legend kl-legend-row", "row of the numbers above"));
  return node;
}

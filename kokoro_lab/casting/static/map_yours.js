// What the two points stand for: the formula, who takes part and who must not.
import { make } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { HALVES } from "./formula.js";
import { whenever } from "./whenever.js";

const ELSEWHERE = "A ring stands at the voice with the largest share; moving it begins a new mix from there.";

export function yours({ cards, model, act, own }) {
  const node = make("section", "kl-map-mix");
  const [formula, row, said] = [make("output", "kl-map-formula"), make("p", "kl-map-do"), make("p", "kl-map-said kl-quiet")];
  const heading = make("h3", "", "Yours");
  heading.append(make("span", "kl-quiet", "drag a ring between voices; let go to hear the mix"));
  const hear = wordButton("Hear", () => own.hear());
  const choose = wordButton("", () => act.choose(own.get("formula")));
  const open = wordButton("Open in the mixer", () => {
    if (own.get("formula") !== model.get("mix")) act.mix(own.get("formula"));
    act.view("mixer");
  });
  row.append(hear, choose, open);
  const told = make("div", "kl-map-told");
  told.append(formula, said);
  node.append(heading, row, told);

  function show() {
    const text = own.get("formula");
    node.hidden = text === null;
    formula.textContent = text ?? "";
    const making = model.get("making").includes(text);
    hear.textContent = making ? "Being made …" : "Hear";
    hear.disabled = making;
    const chosen = model.get("chosen").includes(text);
    choose.textContent = chosen ? "Among the candidates" : "Add to candidates";
    choose.setAttribute("aria-pressed", chosen);
    const mixes = own.get("mixes");
    const remarks = HALVES.filter((half) => mixes[half]?.out.length).map((half) => remark(half, mixes[half], cards));
    if (HALVES.some((half) => mixes[half] === null)) remarks.push(ELSEWHERE);
    said.textContent = [...remarks, "The mix is made of real voices; nothing is computed back from the picture."].join(" ");
  }

  whenever(model, ["making", "chosen"], show);
  whenever(own, ["formula", "mixes"], show);
  return node;
}

// Why a voice that looks near takes no part.
function remark(half, mix, cards) {
  const names = mix.out.map((voice) => cards[voice].called);
  const are = names.length > 1 ? "are no true neighbours" : "is no true neighbour";
  return `In ${half}, ${listed(names)} ${are} of ${cards[mix.may[0]].called} and ${names.length > 1 ? "take" : "takes"} no part.`;
}

function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
}

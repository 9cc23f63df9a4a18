// What the two points stand for: the formula, who takes part and who must not.
import { make } from "../inspector/dom.js";

const HALVES = ["timbre", "prosody"];
const ELSEWHERE = "A ring stands at the voice with the largest share; moving it begins a new mix from there.";

export function yours({ cards, model, act, own, on }) {
  const node = make("section", "kl-map-mix");
  const [formula, row, said] = [make("output", "kl-map-formula"), make("p", "kl-map-do"), make("p", "kl-map-said kl-quiet")];
  const heading = make("h3", "", "Yours");
  heading.append(make("span", "kl-quiet", "drag a ring between voices; let go to hear the mix"));
  const hear = press(row, "Hear", () => on.hear());
  const choose = press(row, "Put among the candidates", () => act.choose(own.get("formula")));
  press(row, "Open in the mixer", () => {
    if (own.get("formula") !== model.get("mix")) act.mix(own.get("formula"));
    act.view("mixer");
  });
  node.append(heading, formula, row, said);

  function show() {
    const text = own.get("formula");
    node.hidden = text === null;
    formula.textContent = text ?? "";
    const making = model.get("making").includes(text);
    hear.textContent = making ? "Being made …" : "Hear";
    hear.disabled = making;
    choose.textContent = model.get("chosen").includes(text) ? "Take from the candidates" : "Put among the candidates";
    const mixes = own.get("mixes");
    const remarks = HALVES.filter((half) => mixes[half]?.out.length).map((half) => remark(half, mixes[half], cards));
    if (HALVES.some((half) => mixes[half] === null)) remarks.push(ELSEWHERE);
    said.textContent = [...remarks, "The mix is made of real voices; nothing is computed back from the picture."].join(" ");
  }

  const events = ["change:making", "change:chosen"];
  for (const event of events) model.on(event, show);
  for (const event of ["change:formula", "change:mixes"]) own.on(event, show);
  show();
  return { node, close: () => events.forEach((event) => model.off(event, show)) };
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

function press(row, text, does) {
  const button = make("button", "kl-button", text);
  button.type = "button";
  button.addEventListener("click", does);
  row.append(button);
  return button;
}

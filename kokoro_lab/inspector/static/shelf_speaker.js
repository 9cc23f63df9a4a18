// Another voice or speed for the same words: a fork like any other.
import { make } from "./dom.js";
import { offer } from "./shelf_controls.js";

const SPEED = { min: 0.5, max: 2, step: 0.05 };

export function speaker({ model, el, act, attempt, voices }) {
  const voice = Object.assign(make("input", "kl-field"), { type: "text", spellcheck: false, ariaLabel: "Voice or formula" });
  const speed = Object.assign(make("input", "kl-range"), { type: "range", ...SPEED, ariaLabel: "Speed" });
  const figure = make("output", "kl-unit");
  el.append(labelled("voice", voice), labelled("speed", speed, figure));
  offer(voice, voices);
  voice.addEventListener("change", () => again({ voice: voice.value.trim() }, `voice ${voice.value.trim()}`));
  speed.addEventListener("input", () => (figure.textContent = `×${speed.value}`));
  speed.addEventListener("change", () => again({ speed: Number(speed.value) }, `speed ${speed.value}`));
  el.addEventListener("submit", (event) => event.preventDefault());

  function again(change, label) {
    const request = model.get("request");
    if (!request || Object.entries(change).every(([name, value]) => request[name] === value)) return;
    attempt(() => act.request(change, label));
  }

  function show() {
    const request = model.get("request");
    if (!request) return;
    if (document.activeElement !== voice) voice.value = request.voice;
    speed.value = request.speed;
    figure.textContent = `×${request.speed}`;
  }

  model.on("change:request", show);
  show();
  return () => model.off("change:request", show);
}

function labelled(name, ...nodes) {
  const label = make("label", "kl-control");
  label.append(make("span", "kl-unit", name), ...nodes);
  return label;
}

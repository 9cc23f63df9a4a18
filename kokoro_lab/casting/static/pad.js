// The pad: timbre from one voice to another from left to right, prosody from bottom to top.
import { make } from "../inspector/dom.js";
import { clamp } from "../inspector/scale.js";
import { padPoint } from "./formula.js";
import { displayOf, voiceSelect } from "./mixer_cards.js";
import { padDraft } from "./mixer_draft.js";

const CORNERS = { "top-left": [0, 1], "top-right": [1, 1], "bottom-left": [0, 0], "bottom-right": [1, 0] };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const [COARSE, FINE] = [0.05, 0.01]; // of the way, for a key

export function pad({ model, desk, hearing }) {
  const node = make("section", "kl-pad");
  const [field, point, said] = [make("div", "kl-pad-field"), make("div", "kl-pad-point"), make("p", "kl-pad-said")];
  const corners = Object.keys(CORNERS).map((corner) => make("span", `kl-pad-corner kl-pad-${corner}`));
  const choice = make("div", "kl-pad-pair");
  point.tabIndex = 0;
  point.setAttribute("role", "slider");
  point.setAttribute("aria-roledescription", "point in two dimensions");
  field.append(make("i", "kl-pad-diagonal"), ...corners, point);
  node.append(make("h3", "", "Timbre and prosody of two voices"), choice, field, said);
  const state = { pair: [null, null], at: { x: 0.5, y: 0.5 }, on: false, picked: false };

  const name = (which) => displayOf(model.get("cards") ?? [], state.pair[which]);
  function show() {
    const { at: { x, y }, on } = state;
    const [a, b] = [name(0), name(1)];
    const percent = (part) => Math.round(part * 100);
    Object.values(CORNERS).forEach(([right, top], i) => {
      const [timbre, prosody] = [right ? b : a, top ? b : a];
      corners[i].textContent = timbre === prosody ? timbre : `${timbre}’s timbre, ${prosody}’s prosody`;
    });
    point.style.setProperty("--x", x);
    point.style.setProperty("--y", y);
    point.classList.toggle("kl-off", !on);
    const words = `timbre ${percent(x)} % ${b}, prosody ${percent(y)} % ${b}`;
    point.ariaLabel = `Timbre and prosody between ${a} and ${b}`;
    point.setAttribute("aria-valuenow", percent(x));
    point.setAttribute("aria-valuetext", words);
    said.textContent = on ? `${words}, the rest ${a}` : `The mix is not one of ${a} and ${b}: moving the point makes it one.`;
  }
  function write(at) {
    Object.assign(state, { at, on: true });
    show();
    desk.write(padDraft(state.pair, at, desk.get("draft").norm.timbre));
    if (at.x !== at.y) desk.set("apart", true);
  }
  const selects = [0, 1].map(() => make("span", ""));
  function fill() {
    const cards = model.get("cards") ?? [];
    selects.forEach((place, which) => {
      const label = which ? "Voice of the right and the top" : "Voice of the left and the bottom";
      place.replaceChildren(voiceSelect(cards, { label, value: state.pair[which], onPick: (voice) => pick(which, voice) }));
    });
  }
  function pick(which, voice) {
    const other = state.pair[1 - which];
    state.pair = which ? [other, voice] : [voice, other];
    if (other === voice) state.pair.splice(1 - which, 1, another(voice));
    state.picked = true;
    fill();
    read();
  }
  choice.append(selects[0], make("span", "kl-quiet", "to"), selects[1]);

  // The point goes where the mix is, and to other voices if these are no longer in it.
  function read() {
    const draft = desk.get("draft");
    if (!draft) return;
    const pair = pairOf(draft, state);
    if (pair.join() !== state.pair.join()) {
      state.pair = pair;
      fill();
    }
    const at = padPoint(desk.blends, state.pair);
    Object.assign(state, { at: at ?? state.at, on: at !== null });
    show();
  }
  listen({ field, point, hearing, write, at: () => state.at });
  const onCards = () => {
    read();
    fill();
    show();
  };
  desk.on("change:draft", read);
  model.on("change:cards", onCards);
  onCards();
  return { node, close: () => model.off("change:cards", onCards) };
}

// The voices of the pad: those chosen for it, while the mix has them or while one has chosen them by hand.
function pairOf({ rows }, { pair, picked }) {
  const voices = [...new Set(rows.map(({ voice }) => voice))];
  if (pair[0] && (picked || voices.every((voice) => pair.includes(voice)))) return pair;
  return [voices[0], voices[1] ?? another(voices[0])];
}

// A partner for a voice that is alone.
const another = (voice) => (voice === "bf_emma" ? "af_heart" : "bf_emma");

// Pointer and keys; with shift the keys are fine.
function listen({ field, point, hearing, write, at }) {
  const part = (value) => Math.round(clamp(value, 0, 1) * 100) / 100;
  const follow = ({ clientX, clientY }) => {
    const { left, top, width, height } = field.getBoundingClientRect();
    write({ x: part((clientX - left) / width), y: part(1 - (clientY - top) / height) });
  };
  field.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    point.focus();
    follow(event);
  });
  field.addEventListener("pointermove", (event) => field.hasPointerCapture(event.pointerId) && follow(event));
  field.addEventListener("pointerup", () => hearing.released());
  point.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = event.shiftKey ? FINE : COARSE;
    write({ x: part(at().x + way[0] * step), y: part(at().y + way[1] * step) });
    hearing.released();
  });
}

// The pad: timbre from one voice to another from left to right, prosody from bottom to top.
import { make } from "../inspector/dom.js";
import { clamp } from "../inspector/scale.js";
import { padPoint } from "./formula.js";
import { padDraft } from "./mixer_draft.js";
import { arrowOf, draggable } from "./moving.js";
import { titleOf } from "./names.js";
import { voiceSelect } from "./voice_select.js";
import { whenever } from "./whenever.js";

const LEAD = "Drag the point: to the right for more of the second voice’s sound, up for more of its melody and timing.";
const CORNERS = { "top-left": [0, 1], "top-right": [1, 1], "bottom-left": [0, 0], "bottom-right": [1, 0] };
const [COARSE, FINE] = [0.05, 0.01]; // of the way, for a key

export function pad({ model, desk, hearing }) {
  const state = { pair: [null, null], at: { x: 0.5, y: 0.5 }, on: false, picked: false };
  const { frame, field, point, label } = picture();
  const said = make("p", "kl-pad-said");
  const selects = [0, 1].map(() => make("span", ""));

  function show() {
    const { at: { x, y }, on, pair } = state;
    const [a, b] = pair.map((voice) => titleOf(model, voice));
    const percent = (part) => Math.round(part * 100);
    const words = `timbre ${percent(x)} % ${b}, prosody ${percent(y)} % ${b}`;
    label(a, b);
    point.style.setProperty("--x", x);
    point.style.setProperty("--y", y);
    point.classList.toggle("kl-off", !on);
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
  function fill() {
    selects.forEach((place, which) => {
      const label = which ? "Voice of the right and the top" : "Voice of the left and the bottom";
      const onPick = (voice) => pick(which, voice);
      place.replaceChildren(voiceSelect(model.get("cards"), { label, value: state.pair[which], onPick }));
    });
  }
  function pick(which, voice) {
    const other = state.pair[1 - which];
    state.pair = which ? [other, voice] : [voice, other];
    if (other === voice) state.pair[1 - which] = another(voice);
    state.picked = true;
    fill();
    read();
  }
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
  whenever(desk, ["draft"], read);
  whenever(model, ["cards"], () => {
    fill();
    read();
  });
  const choice = make("div", "kl-pad-pair");
  choice.append(selects[0], make("span", "kl-quiet", "to"), selects[1]);
  const node = make("section", "kl-pad");
  node.append(make("h3", "", "Between two voices"), make("p", "kl-mixer-note", LEAD), choice, frame, said);
  return node;
}

// The field with its point, and around it what its sides and corners are.
function picture() {
  const [frame, field, point] = [make("div", "kl-pad-frame"), make("div", "kl-pad-field"), make("div", "kl-pad-point")];
  const corners = Object.keys(CORNERS).map((corner) => make("span", `kl-pad-corner kl-pad-${corner}`));
  point.tabIndex = 0;
  point.setAttribute("role", "slider");
  point.setAttribute("aria-roledescription", "point in two dimensions");
  field.append(make("i", "kl-pad-diagonal"), point);
  frame.append(...corners, make("span", "kl-pad-up", "prosody →"), make("span", "kl-pad-across", "timbre →"), field);
  function label(a, b) {
    Object.values(CORNERS).forEach(([right, top], i) => {
      const [timbre, prosody] = [right ? b : a, top ? b : a];
      corners[i].textContent = timbre === prosody ? timbre : `${timbre}’s timbre, ${prosody}’s prosody`;
    });
  }
  return { frame, field, point, label };
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
  const onMove = ({ clientX, clientY }) => {
    const { left, top, width, height } = field.getBoundingClientRect();
    write({ x: part((clientX - left) / width), y: part(1 - (clientY - top) / height) });
  };
  const onStart = (event) => {
    point.focus({ focusVisible: false, preventScroll: true });
    onMove(event);
  };
  draggable(field, { onStart, onMove, onEnd: () => hearing.released() });
  point.addEventListener("keydown", (event) => {
    const way = arrowOf(event);
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? FINE : COARSE;
    write({ x: part(at().x + way[0] * step), y: part(at().y + way[1] * step) });
    hearing.released();
  });
}

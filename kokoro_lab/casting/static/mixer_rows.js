// The voices of the mix, each with its weight, or with one for timbre and one for prosody.
import { make, signButton } from "../inspector/dom.js";
import { displayOf, show as showVoice, voiceSelect } from "./mixer_cards.js";
import { joining, sharesOf } from "./mixer_draft.js";
import { tick } from "./mixer_hear.js";
import { weightSlider } from "./mixer_slider.js";

const HALVES = ["timbre", "prosody"];

export function voiceRows({ model, desk, act, hearing }) {
  const [node, head, list] = [make("section", "kl-mixer-voices"), make("div", "kl-mixer-head"), make("div", "kl-mixer-rows")];
  const apart = tick("mix timbre and prosody apart", desk.get("apart"), (on) => desk.separate(on));
  const foot = make("div", "kl-mixer-add");
  head.append(make("h3", "", "Voices"), apart);
  node.append(head, list, foot);
  let shown = [];
  let built = "";

  const rebuild = () => {
    const { rows } = desk.get("draft");
    const cards = model.get("cards") ?? [];
    shown = rows.map((row, index) => oneRow({ model, desk, act, hearing }, row, index, cards));
    list.replaceChildren(...shown.map((row) => row.node));
    foot.replaceChildren(voiceSelect(cards, { label: "Add a voice", empty: "add a voice …", onPick: add }));
  };
  const show = () => {
    const draft = desk.get("draft");
    if (!draft) return;
    const now = JSON.stringify([draft.rows.length, desk.get("apart"), (model.get("cards") ?? []).map(({ name }) => name)]);
    if (now !== built) rebuild();
    built = now;
    apart.firstChild.checked = desk.get("apart");
    const shares = Object.fromEntries(HALVES.map((half) => [half, sharesOf(draft, half)]));
    shown.forEach((row, i) => row.show(draft.rows[i], HALVES.map((half) => shares[half][i])));
  };
  function add(voice) {
    desk.add(voice, joining(desk.get("draft")));
    hearing.released();
    list.lastChild?.querySelector(".kl-mixer-range")?.focus();
  }
  desk.on("change:draft", show);
  desk.on("change:apart", show);
  model.on("change:cards", show);
  show();
  return { node, close: () => model.off("change:cards", show) };
}

function oneRow({ model, desk, act, hearing }, row, index, cards) {
  const node = make("div", "kl-mixer-row");
  node.setAttribute("role", "group");
  const select = voiceSelect(cards, { label: `Voice ${index + 1}`, value: row.voice, onPick: pick });
  const hear = signButton("kl-mixer-sign", "▶", "", () => act.hear(desk.get("draft").rows[index].voice));
  const remove = signButton("kl-mixer-sign", "×", "", () => {
    desk.remove(index);
    hearing.released();
  });
  const apart = desk.get("apart");
  const sliders = (apart ? HALVES : ["weight"]).map((half) => {
    const slider = weightSlider({
      label: half, onInput: (weight) => desk.weigh(index, half, weight), onRelease: () => hearing.released(),
    });
    const line = make("div", "kl-mixer-slider");
    line.append(make("span", "kl-mixer-half", apart ? half : ""), ...slider.nodes);
    return { ...slider, line, half };
  });
  const lines = make("div", "kl-mixer-sliders");
  lines.append(...sliders.map(({ line }) => line));
  node.append(select, lines, hear, remove);
  function pick(voice) {
    desk.name(index, voice);
    hearing.released();
  }
  function show(now, shares) {
    const name = displayOf(cards, now.voice);
    if (select.value !== now.voice) showVoice(select, now.voice);
    node.ariaLabel = name;
    hear.title = hear.ariaLabel = `Hear ${name}`;
    remove.title = remove.ariaLabel = `Remove ${name}`;
    remove.disabled = desk.get("draft").rows.length === 1;
    sliders.forEach(({ half, nodes: [range, box], show: set }, i) => {
      range.ariaLabel = apart ? `${name}: weight in ${half}` : `${name}: weight`;
      box.ariaLabel = `${range.ariaLabel}, as a number`;
      set(now[apart ? half : "timbre"], shares[i]);
    });
  }
  return { node, show };
}

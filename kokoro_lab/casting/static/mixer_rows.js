// The voices of the mix, each with its weight, or with one for timbre and one for prosody.
import { make, signButton } from "../inspector/dom.js";
import { tick } from "./controls.js";
import { HALVES } from "./formula.js";
import { joining, sharesOf } from "./mixer_draft.js";
import { weightSlider } from "./mixer_slider.js";
import { titleOf } from "./names.js";
import { showVoice, voiceSelect } from "./voice_select.js";
import { whenever } from "./whenever.js";

const ALONE = "Add a second voice, move its slider, and press Hear.";
const TOGETHER = "Move a slider: the more weight, the more of that voice. What you hear is the formula below.";
const APART = "Timbre is the sound of a voice, prosody its melody and timing: each voice has a weight in both.";

export function voiceRows({ model, desk, act, hearing }) {
  const [node, head] = [make("section", "kl-mixer-voices"), make("div", "kl-mixer-head")];
  const [lead, list, foot] = [make("p", "kl-mixer-note"), make("div", "kl-mixer-rows"), make("div", "kl-mixer-add")];
  const apart = tick("mix timbre and prosody apart", desk.get("apart"), (on) => desk.separate(on));
  head.append(make("h3", "", "Voices"), apart);
  node.append(head, lead, list, foot);
  let shown = [];
  let built = "";

  function rebuild() {
    shown = desk.get("draft").rows.map((_, index) => oneRow({ model, desk, act, hearing }, index));
    list.replaceChildren(...shown.map((row) => row.node));
    foot.replaceChildren(voiceSelect(model.get("cards"), { label: "Add a voice", empty: "Add a voice …", onPick: add }));
  }
  function show() {
    const draft = desk.get("draft");
    if (!draft) return;
    const now = JSON.stringify([draft.rows.length, desk.get("apart"), model.get("cards").map(({ name }) => name)]);
    if (now !== built) rebuild();
    built = now;
    apart.firstChild.checked = desk.get("apart");
    lead.textContent = draft.rows.length === 1 ? ALONE : desk.get("apart") ? APART : TOGETHER;
    const shares = HALVES.map((half) => sharesOf(draft, half));
    shown.forEach((row, i) => row.show(draft.rows[i], shares.map((half) => half[i])));
  }
  function add(voice) {
    desk.add(voice, joining(desk.get("draft")));
    hearing.released();
    list.lastChild?.querySelector(".kl-mixer-range")?.focus();
  }
  whenever(desk, ["draft", "apart"], show);
  whenever(model, ["cards"], show);
  return node;
}

function oneRow({ model, desk, act, hearing }, index) {
  const then = (change) => {
    change();
    hearing.released();
  };
  const select = voiceSelect(model.get("cards"), {
    label: `Voice ${index + 1}`, onPick: (voice) => then(() => desk.name(index, voice)),
  });
  const hear = signButton("kl-mixer-sign", "▶", "", () => act.hear(desk.get("draft").rows[index].voice));
  const remove = signButton("kl-mixer-sign", "×", "", () => then(() => desk.remove(index)));
  const apart = desk.get("apart");
  const sliders = (apart ? HALVES : [null]).map((half) =>
    weightSlider({ half, onInput: (weight) => desk.weigh(index, half, weight), onRelease: () => hearing.released() }));
  const lines = make("div", "kl-mixer-sliders");
  lines.append(...sliders.map(({ node }) => node));
  const node = make("div", "kl-mixer-row");
  node.setAttribute("role", "group");
  node.append(select, lines, hear, remove);

  function show(row, shares) {
    const name = titleOf(model, row.voice);
    if (select.value !== row.voice) showVoice(select, row.voice);
    node.ariaLabel = name;
    hear.title = hear.ariaLabel = `Hear ${name}`;
    remove.title = remove.ariaLabel = `Remove ${name}`;
    remove.disabled = desk.get("draft").rows.length === 1;
    sliders.forEach((slider, i) => slider.show(name, row[HALVES[i]], shares[i]));
  }
  return { node, show };
}

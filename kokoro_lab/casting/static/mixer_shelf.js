// The visitor's own blends: kept under a name, loaded again, carried as files.
import { make, signButton } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { attempts } from "./mixer_attempt.js";
import { whenever } from "./whenever.js";

const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/; // as a formula takes it
const HINT = "A mix that has a name is kept in this browser, and stands in the gallery beside the other voices.";
const LARGEST = 4_000_000; // bytes: a voice has half a million

// Why a blend cannot be kept under a name; null if it can.
export function refused(name, cards) {
  if (!NAME.test(name)) return "A name is made of letters, digits, _ and -, and does not begin with a digit.";
  if (cards.some((card) => card.name === name && !card.mine)) return `${name} is a voice already; choose another name.`;
  return null;
}

// A name for what came as a file: that of the file, as far as a name may have it.
export function nameOf(file) {
  const stem = file.replace(/\.[^.]*$/, "").replace(/[^A-Za-z0-9_-]+/g, "_");
  return NAME.test(stem) ? stem : `_${stem}`;
}

export function shelf({ model, act, lookup, desk }) {
  const node = make("section", "kl-mixer-shelf");
  const { said, attempt, say } = attempts();
  const [form, list] = [make("form", "kl-mixer-save"), make("ul", "kl-mixer-own")];
  const [name, save] = [make("input", ""), make("button", "kl-button", "Save")];
  Object.assign(name, { type: "text", placeholder: "a name for this mix", ariaLabel: "Name of the blend", spellcheck: false, autocapitalize: "none" });
  save.type = "submit";
  form.append(name, save, loader(load));
  node.append(make("h3", "", "Own blends"), make("p", "kl-mixer-note", HINT), form, said, list);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(save, () => keep(name.value.trim().replace(/\s+/g, "_")));
  });
  function keep(wanted) {
    const why = refused(wanted, model.get("cards")) ?? model.get("mixFailure");
    if (why) throw new Error(why);
    const kept = act.save(wanted, model.get("facts")?.formula ?? model.get("mix"));
    name.value = "";
    say(kept === false ? `${wanted} lasts as long as this page: the browser keeps nothing for it.` : `${wanted} is kept in this browser.`);
  }
  async function load(file) {
    if (file.size > LARGEST) throw new Error(`${file.name} has ${file.size} bytes: too large for a voice.`);
    const ask = { kind: "read_voice", name: file.name, data: await base64(file) };
    const { message } = await lookup(ask);
    desk.say(message.formula);
    name.value = nameOf(file.name);
    say(`${file.name} is ${message.formula}; press Save to keep it.`);
  }
  async function download(card) {
    const { message, buffers } = await lookup({ kind: "voice_file", formula: card.formula, name: card.name });
    act.download(message.name, message.type, buffers[0]);
    say(`${message.name}: kokoro-lab and whoever reads .safetensors can take it.`);
  }
  function item(card) {
    const entry = make("li", "");
    const title = wordButton(card.name, () => desk.say(card.formula), "kl-mixer-blend");
    title.title = `Load ${card.name}: ${card.formula}`;
    title.append(make("span", "", card.formula));
    const get = signButton("kl-mixer-sign", "↓", `Download ${card.name}.safetensors`, () => attempt(get, () => download(card)));
    entry.append(title, get, signButton("kl-mixer-sign", "×", `Delete ${card.name}`, () => act.forget(card.name)));
    return entry;
  }
  function loader(work) {
    const [label, input] = [make("label", "kl-button kl-mixer-file", "Load a .safetensors"), make("input", "kl-hidden")];
    Object.assign(input, { type: "file", accept: ".safetensors" });
    input.addEventListener("change", () => {
      const [file] = input.files;
      input.value = "";
      if (file) attempt(input, () => work(file));
    });
    label.append(input);
    return label;
  }
  whenever(model, ["cards"], () => list.replaceChildren(...model.get("cards").filter(({ mine }) => mine).map(item)));
  return node;
}

// A file's bytes as text.
async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

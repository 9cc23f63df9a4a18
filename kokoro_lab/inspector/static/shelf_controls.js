// A control for each argument of an edit, chosen by its name; one that is not known is typed in.
import { make } from "./dom.js";

const SLIDERS = {
  factor: { title: "×", low: 0.25, high: 4, step: 0.05, start: 1.5 },
  semitones: { title: "semitones", low: -12, high: 12, step: 0.5, start: 4 },
  symbols: { title: "symbols", low: 1, high: 510, step: 1, start: 100 },
  head: { title: "head", low: 0, high: 11, step: 1, start: 0 },
};
const TITLES = { pass_: "pass", hz: "Hz", module: "block" };
const HINTS = { hz: "its own mean", pass_: "all", call: "all" };

// Each gives {el, get}: what is shown, and a function that reads the value, undefined for the default.
export function control({ name, default: usual, required }, context) {
  if (name in SLIDERS) return slider(SLIDERS[name], required ? null : usual);
  if (name === "voice") return field(name, { list: context.voices, value: "am_adam" });
  if (name === "module") return field(name, { list: context.modules });
  if (name === "donor") return donor(context);
  return field(name, { value: usual ?? "", number: typeof usual === "number" || name in HINTS });
}

function slider({ title, low, high, step, start }, usual) {
  const el = make("label", "kl-control");
  const range = make("input", "kl-range");
  const number = make("input", "kl-number");
  Object.assign(range, { type: "range", min: low, max: high, step, value: usual ?? start });
  Object.assign(number, { type: "number", step: "any", value: usual ?? start, ariaLabel: title });
  range.ariaLabel = title;
  range.addEventListener("input", () => (number.value = range.value));
  number.addEventListener("input", () => (range.value = number.value));
  el.append(range, number, make("span", "kl-unit", title));
  return { el, get: () => (number.value === "" ? undefined : Number(number.value)) };
}

function field(name, { value = "", list = null, number = false } = {}) {
  const el = make("label", "kl-control");
  const input = make("input", number ? "kl-number" : "kl-field");
  Object.assign(input, { type: number ? "number" : "text", value, placeholder: HINTS[name] ?? "", spellcheck: false });
  el.append(make("span", "kl-unit", TITLES[name] ?? name), input);
  if (list) offer(input, list);
  const read = () => (number ? Number(input.value) : input.value.trim());
  return { el, get: () => (input.value.trim() === "" ? undefined : read()) };
}

// Names to choose from, asked for when the field is entered; any may be typed, so a list that does not come is no error.
export function offer(input, list) {
  const options = make("datalist", "");
  options.id = `kl-list-${Math.random().toString(36).slice(2)}`;
  input.setAttribute("list", options.id);
  input.after(options);
  input.addEventListener("focus", async () => {
    try {
      const names = await list();
      options.replaceChildren(...names.map((name) => Object.assign(make("option", ""), { value: name })));
      input.title = "";
    } catch (error) {
      input.title = error.message;
    }
  });
}

// Another request: the same with another text or voice.
function donor({ model, voices }) {
  const el = make("div", "kl-donor");
  const now = () => model.get("request");
  const text = field("text", { value: "" });
  const voice = field("voice", { list: voices });
  for (const [part, hint] of [[text, "the same text"], [voice, "the same voice"]]) part.el.querySelector("input").placeholder = hint;
  el.append(text.el, voice.el);
  const get = () => {
    const words = text.get();
    const other = words === undefined ? {} : { text: words, phonemes: null };
    return JSON.stringify({ ...now(), ...other, voice: voice.get() ?? now().voice, edits: [] });
  };
  return { el, get };
}

// Where the mix can go: into the form, among the candidates, as a link or a file; and back to the one before.
import { copied } from "../inspector/clipboard.js";
import { make } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { HALVES } from "./formula.js";
import { attempts } from "./mixer_attempt.js";
import { whenever } from "./whenever.js";

const MOST = 4; // voices in the name of a file

// The name of a mix as a file: its own, or of the voices that are in it.
function fileName(model, formula) {
  const own = model.get("mine").find((card) => card.formula === formula)?.name;
  const voices = HALVES.flatMap((half) => model.get("facts")?.[half].terms.map(({ voice }) => voice) ?? []);
  return own ?? ([...new Set(voices)].slice(0, MOST).join("_") || "mix");
}

export function actions({ model, act, lookup, desk }) {
  const node = make("div", "kl-mixer-actions");
  const { said, say, attempt } = attempts();
  const text = make("textarea", "kl-mixer-link");
  Object.assign(text, { readOnly: true, rows: 2, hidden: true, spellcheck: false, ariaLabel: "The link" });

  const button = (title, work, hint) => {
    const made = wordButton(title, () => attempt(made, work));
    made.title = hint;
    return made;
  };
  const mix = () => {
    if (model.get("mixFailure")) throw new Error("The formula is wrong; mend it first.");
    return model.get("facts")?.formula ?? model.get("mix");
  };
  const use = button("Use in the form", () => {
    act.use(mix());
    say("It is the voice of the form above.");
  }, "Makes it the voice of the form on top of the page");
  const choose = button("", () => act.choose(mix()), "Puts it among the candidates below, or takes it away");
  const undo = button("Undo", () => desk.back(-1), "The formula before (Ctrl+Z)");
  undo.setAttribute("aria-keyshortcuts", "Control+Z");
  const download = button("Download voice", async () => {
    const { message, buffers } = await lookup({ kind: "voice_file", formula: mix(), name: fileName(model, mix()) });
    act.download(message.name, message.type, buffers[0]);
  }, "The mix as a .safetensors file");
  const link = button("Copy link", async () => say(await copied(await act.link(), { what: "The link", field: text })), "Whoever opens it gets this mix");
  node.append(use, choose, link, download, undo, said, text);

  whenever(model, ["facts", "mixFailure"], () => (undo.disabled = !desk.undoable));
  whenever(model, ["chosen", "facts"], () => {
    const on = model.get("chosen").includes(model.get("facts")?.formula ?? model.get("mix"));
    choose.setAttribute("aria-pressed", on);
    choose.textContent = on ? "Among the candidates" : "Add to candidates";
  });
  return node;
}

// Where the mix can go: into the form, among the candidates, as a link or a file; and back to the one before.
import { copied } from "../inspector/clipboard.js";
import { make } from "../inspector/dom.js";
import { wordButton } from "./controls.js";
import { attempts } from "./mixer_attempt.js";
import { whenever } from "./whenever.js";

const FILE = "mix"; // the name of a mix that has none, as a file

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
    const name = model.get("mine").find(({ formula }) => formula === mix())?.name ?? FILE;
    const { message, buffers } = await lookup({ kind: "voice_file", formula: mix(), name });
    act.download(message.name, message.type, buffers[0]);
  }, "The mix as a .safetensors file");
  const link = button("Copy link", async () => say(await copied(await act.link(), { what: "The link", field: text })), "Whoever opens it gets this mix");
  node.append(use, choose, link, download, undo, said, text);

  whenever(model, ["chosen", "facts"], () => {
    const on = model.get("chosen").includes(model.get("facts")?.formula ?? model.get("mix"));
    choose.setAttribute("aria-pressed", on);
    choose.textContent = on ? "Among the candidates" : "Add to candidates";
  });
  return node;
}

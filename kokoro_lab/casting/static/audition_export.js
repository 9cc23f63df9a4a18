// The chosen candidates as a file, and the table of all of them for the clipboard.
import { copied } from "../inspector/clipboard.js";
import { make } from "../inspector/dom.js";
import { counted, table, tsv } from "./audition_sums.js";

// `picked`: a Set of formulas; `facts()` gives {titles, takes, ranking}. `save(formulas)` makes a file of any.
export function exporting({ model, act, ask, picked, facts }) {
  const node = make("div", "kl-audition-export");
  const said = make("span", "kl-quiet", "");
  said.setAttribute("role", "status");
  const save = make("button", "kl-button", "");
  const copy = make("button", "kl-button", "Copy the table");
  save.type = copy.type = "button";
  save.title = "The sound of each at −23 LUFS, the voice files of blends, and the table, in one zip file; one voice alone is a .wav";
  const field = make("textarea", "kl-audition-copied");
  Object.assign(field, { readOnly: true, rows: 4, hidden: true, spellcheck: false, ariaLabel: "The table" });
  let running = false;

  const wanted = () => model.get("chosen").filter((formula) => picked.has(formula));

  async function saved(formulas) {
    if (running) return;
    const requests = formulas.map((formula) => ({ ...model.get("request"), voice: formula, edits: [] }));
    running = true;
    said.textContent = "The file is being made …";
    show();
    try {
      const options = { signal: new AbortController().signal, onProgress: () => {} };
      const { message, buffers } = await ask({ kind: "export", requests, table: table(formulas, facts()) }, options);
      act.download(message.name, message.type, buffers[0]);
      said.textContent = `${counted(formulas.length, "voice")} in ${message.name}.`;
    } catch (error) {
      said.textContent = "";
      model.set("failure", error.message);
    } finally {
      running = false;
      show();
    }
  }

  async function onCopy() {
    said.textContent = await copied(tsv(table(model.get("chosen"), facts())), { what: "The table", field });
  }

  function show() {
    const count = wanted().length;
    save.textContent = count === model.get("chosen").length ? `Export all ${count}` : `Export ${counted(count, "voice")}`;
    save.disabled = count === 0 || running;
  }

  save.addEventListener("click", () => saved(wanted()));
  copy.addEventListener("click", onCopy);
  node.append(save, copy, said, field);
  return { node, show, save: saved };
}

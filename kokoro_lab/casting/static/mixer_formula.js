// The formula as text. What is typed stands as it was typed until the mix becomes another.
import { make } from "../inspector/dom.js";
import { whenever } from "./whenever.js";

const LETTERS = "one voice, a blend (0.6*af_heart + 0.4*bf_emma), norm(…), or timbre:… prosody:…";

export function formulaBox({ model, desk, hearing }) {
  const node = make("section", "kl-mixer-box");
  const label = make("label", "kl-mixer-formula");
  const box = make("textarea", "kl-mixer-text");
  const failure = make("p", "kl-mixer-failure");
  Object.assign(box, { rows: 1, spellcheck: false, autocapitalize: "none", placeholder: LETTERS });
  failure.id = "kl-mixer-failure";
  failure.setAttribute("role", "status");
  box.setAttribute("aria-describedby", failure.id);
  label.append(make("span", "kl-mixer-label", "Formula"), box);
  node.append(label, failure);

  box.addEventListener("input", () => {
    box.value = box.value.replaceAll("\n", " "); // a formula is one line, however it is pasted
    desk.say(box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    hearing.hear();
  });
  whenever(model, ["mix"], () => {
    const mix = model.get("mix") ?? "";
    if (box.value !== mix) box.value = mix; // else the caret would jump
  });
  whenever(model, ["mixFailure"], () => {
    const what = model.get("mixFailure");
    failure.textContent = what ?? "";
    box.setAttribute("aria-invalid", Boolean(what));
  });
  return node;
}

// What went wrong, and what of the text will not be spoken as it is written.
import { make } from "./inspector/dom.js";
import { grouped, section } from "./inspector/losses.js";

function render({ model, el }) {
  el.classList.add("kl-notes");
  const failure = make("p", "kl-failure");
  failure.setAttribute("role", "alert");
  const losses = make("div", "kl-losses");
  losses.setAttribute("aria-live", "polite");
  el.append(failure, losses);
  let found = [];

  function onMessage(message) {
    if (message.kind !== "plan") return;
    const fresh = message.chunks.flatMap((chunk) => chunk.losses);
    if (fresh.length === 0) return;
    found.push(...fresh);
    losses.replaceChildren(...grouped(found).map(section));
  }

  function onRun() {
    if (model.get("run") === null) return;
    found = [];
    losses.replaceChildren();
  }

  function onFailure() {
    failure.textContent = model.get("failure") || "";
  }

  model.on("msg:custom", onMessage);
  model.on("change:run", onRun);
  model.on("change:failure", onFailure);
}

export default { render };

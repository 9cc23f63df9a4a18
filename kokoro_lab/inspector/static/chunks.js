// Which chunk of a longer text is on the ruler, and the way to the others.
import { make } from "./dom.js";

const SHOWN = 60; // letters of its text

function render({ model, el, act }) {
  el.classList.add("kl-chunks");
  const back = make("button", "", "‹");
  const on = make("button", "", "›");
  const where = make("span", "");
  back.title = back.ariaLabel = "Chunk before";
  on.title = on.ariaLabel = "Next chunk";
  back.addEventListener("click", () => act.chunk(model.get("trace").chunk.index - 1));
  on.addEventListener("click", () => act.chunk(model.get("trace").chunk.index + 1));
  el.append(back, where, on);

  function onTrace() {
    const { index, count, complete, text } = model.get("trace")?.chunk ?? { count: 1 };
    el.hidden = count === 1;
    if (el.hidden) return;
    back.disabled = index === 0;
    on.disabled = complete && index + 1 === count;
    const words = text.trim();
    const shown = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
    where.textContent = `Chunk ${index + 1} of ${count}${complete ? "" : "+"}: “${shown}”`;
  }

  model.on("change:trace", onTrace);
  onTrace();
}

export default { render };

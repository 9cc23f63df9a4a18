// What of the text will not be spoken, and what was guessed, in plain sight; nothing where there is nothing.
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";

const GROUPS = [
  { heading: "Not spoken", kinds: ["symbol", "word", "cut"], className: "kl-lost" },
  { heading: "Pronunciation guessed", kinds: ["espeak", "tagger"], className: "kl-guessed" },
];
const SHOWN = 4; // of each group; the rest can be unfolded
const LETTERS = 60; // of a text that was lost

// The same loss twice is told once, with how often.
export function grouped(losses) {
  return GROUPS.map((group) => {
    const found = new Map();
    for (const loss of losses.filter(({ kind }) => group.kinds.includes(kind))) {
      const key = `${loss.kind} ${loss.text} ${loss.why}`;
      found.set(key, { ...loss, count: (found.get(key)?.count ?? 0) + 1 });
    }
    return { ...group, losses: [...found.values()] };
  }).filter(({ losses: some }) => some.length);
}

function list(losses) {
  const node = make("ul", "kl-items");
  for (const { text, why, count } of losses) {
    const item = make("li", "kl-item");
    const short = text.trim().length > LETTERS ? `${text.trim().slice(0, LETTERS)}…` : text.trim();
    item.append(make("bdi", "kl-what", short), `${count > 1 ? ` ×${count}` : ""} ${why}`);
    node.append(item);
  }
  return node;
}

// One group as it is shown.
export function section({ heading, className, losses }) {
  const node = make("section", className);
  node.append(make("h3", "kl-heading", heading), list(losses.slice(0, SHOWN)));
  if (losses.length > SHOWN) {
    const more = make("details", "kl-more");
    more.append(make("summary", "", `${losses.length - SHOWN} more`), list(losses.slice(SHOWN)));
    node.append(more);
  }
  return node;
}

function render({ model, el }) {
  el.classList.add("kl-loss-report");
  el.setAttribute("role", "status");

  function onTrace() {
    const groups = grouped(model.get("trace")?.chunk.losses ?? []);
    el.hidden = groups.length === 0;
    el.replaceChildren(...groups.map(section));
  }

  onTrace();
  return listen(model, { "change:trace": onTrace });
}

export default { render };

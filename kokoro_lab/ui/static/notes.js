// What went wrong, and what of the text will not be spoken as it is written.
import { make } from "./inspector/dom.js";
import { GROUPS } from "./inspector/losses.js";

const SHOWN = 5; // of each group; the rest can be unfolded

function list(items) {
  const node = make("ul", "kl-items");
  for (const { text, why, count } of items) {
    const item = make("li", "kl-item");
    item.append(make("bdi", "kl-what", text.trim().slice(0, 60)));
    if (count > 1) item.append(` ×${count}`);
    item.append(` ${why}`);
    node.append(item);
  }
  return node;
}

function section({ heading, className }, items) {
  const node = make("section", className);
  node.append(make("h2", "kl-heading", heading), list(items.slice(0, SHOWN)));
  if (items.length > SHOWN) {
    const more = make("details", "kl-more");
    more.append(make("summary", "", `${items.length - SHOWN} more`), list(items.slice(SHOWN)));
    node.append(more);
  }
  return node;
}

function render({ model, el }) {
  el.classList.add("kl-notes");
  const failure = make("p", "kl-failure");
  failure.setAttribute("role", "alert");
  const losses = make("div", "kl-losses");
  losses.setAttribute("aria-live", "polite");
  el.append(failure, losses);
  let found = new Map();

  function onMessage(message) {
    if (message.kind !== "plan") return;
    const before = found.size;
    for (const loss of message.chunks.flatMap((chunk) => chunk.losses)) {
      const key = `${loss.kind} ${loss.text}`;
      found.set(key, { ...loss, count: (found.get(key)?.count || 0) + 1 });
    }
    if (found.size === before) return;
    const groups = GROUPS.map((group) => [group, [...found.values()].filter((l) => group.kinds.includes(l.kind))]);
    losses.replaceChildren(...groups.filter(([, items]) => items.length).map(([group, items]) => section(group, items)));
  }

  function onRun() {
    if (model.get("run") === null) return;
    found = new Map();
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

// The panel beside the ruler: one of several views at a time, chosen by tabs.
import { make } from "./dom.js";
import compare from "./compare.js";
import shelf from "./shelf.js";
import station from "./station.js";
import take from "./take.js";
import watch from "./watch.js";

const PANELS = [
  { name: "station", title: "Station", view: station },
  { name: "shelf", title: "What if", view: shelf },
  { name: "compare", title: "Compare", view: compare },
  { name: "watch", title: "Network", view: watch },
  { name: "take", title: "Share", view: take },
];

let count = 0; // for ids: several inspectors may stand on one page

function render({ model, el, act, ask }) {
  const id = (count += 1);
  const list = make("div", "kl-tabs");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Beside the ruler");
  el.append(list);
  const parts = PANELS.map(({ name, title, view }, i) => {
    const tab = make("button", "kl-tab", title);
    const body = make("div", "kl-panel-body");
    tab.type = "button";
    tab.id = `kl-tab-${name}-${id}`;
    body.id = `kl-panel-${name}-${id}`;
    for (const [key, value] of [["role", "tab"], ["aria-controls", body.id]]) tab.setAttribute(key, value);
    for (const [key, value] of [["role", "tabpanel"], ["aria-labelledby", tab.id]]) body.setAttribute(key, value);
    tab.addEventListener("click", () => act.panel(name));
    tab.addEventListener("keydown", (event) => onKey(event, i));
    list.append(tab);
    el.append(body);
    return { name, tab, body, close: view.render({ model, el: body, act, ask }) };
  });

  function onKey(event, i) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { name, tab } = parts[(i + step + parts.length) % parts.length];
    act.panel(name);
    tab.focus();
  }

  function onPanel() {
    for (const { name, tab, body } of parts) {
      const open = name === model.get("panel");
      tab.setAttribute("aria-selected", open);
      tab.tabIndex = open ? 0 : -1;
      body.hidden = !open;
    }
  }

  model.on("change:panel", onPanel);
  onPanel();
  return () => parts.forEach(({ close }) => close?.());
}

export default { render };

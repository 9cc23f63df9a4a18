// Which view of the place is shown.
import { make } from "../inspector/dom.js";

function render({ model, el, act, views }) {
  el.classList.add("kl-view-tabs");
  el.setAttribute("role", "tablist");
  el.setAttribute("aria-label", "Views of the voices");
  const names = Object.keys(views);
  const tabs = names.map((name) => {
    const tab = make("button", "kl-view-tab", views[name]);
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `voices-${name}`);
    tab.addEventListener("click", () => act.view(name));
    el.append(tab);
    return tab;
  });

  el.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.stopPropagation();
    const next = (names.indexOf(model.get("view")) + step + names.length) % names.length;
    act.view(names[next]);
    tabs[next].focus();
  });

  function onView() {
    tabs.forEach((tab, i) => {
      const here = names[i] === model.get("view");
      tab.setAttribute("aria-selected", here);
      tab.tabIndex = here ? 0 : -1;
    });
  }

  model.on("change:view", onView);
  onView();
}

export default { render };

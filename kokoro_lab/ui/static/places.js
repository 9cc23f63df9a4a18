// The places of the page, one of them shown: to look inside, to listen to a long text, or to choose a voice.
import { make } from "./inspector/dom.js";

export const PLACES = { inspect: "Inspect", listen: "Listen", voices: "Voices" };

function render({ model, el }) {
  el.classList.add("kl-places");
  el.setAttribute("role", "tablist");
  el.setAttribute("aria-label", "Places");
  const tabs = Object.entries(PLACES).map(([name, title]) => {
    const tab = make("button", "kl-place", title);
    tab.type = "button";
    tab.dataset.place = name;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `place-${name}`);
    tab.addEventListener("click", () => model.set("place", name));
    el.append(tab);
    return tab;
  });

  el.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const now = tabs.findIndex(({ dataset }) => dataset.place === model.get("place"));
    const other = tabs[(now + step + tabs.length) % tabs.length];
    model.set("place", other.dataset.place);
    other.focus();
    event.stopPropagation();
  });

  function onPlace() {
    for (const tab of tabs) {
      const here = tab.dataset.place === model.get("place");
      tab.setAttribute("aria-selected", here);
      tab.tabIndex = here ? 0 : -1;
      document.getElementById(`place-${tab.dataset.place}`).hidden = !here;
    }
  }

  model.on("change:place", onPlace);
  onPlace();
}

export default { render };

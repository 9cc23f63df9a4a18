// The places of the page, one of them shown: to look inside a voice, or to listen to a long text.
import { make } from "./inspector/dom.js";

const PLACES = { inspect: "Inspect", listen: "Listen" };

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
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = tabs.find(({ dataset }) => dataset.place !== model.get("place"));
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

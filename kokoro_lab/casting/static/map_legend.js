// What shapes and colours mean; a family of languages can be picked out.
import { make } from "../inspector/dom.js";
import { whenever } from "./whenever.js";

const FAMILIES = {
  american: ["American English", "en-us"],
  british: ["British English", "en-gb"],
  romance: ["French, Italian, Portuguese, Spanish", "fr", "it", "pt-br", "es"],
  hindi: ["Hindi", "hi"],
  japanese: ["Japanese", "ja"],
  chinese: ["Mandarin", "zh"],
};

export function familyOf({ language }) {
  return Object.keys(FAMILIES).find((family) => FAMILIES[family].includes(language)) ?? "other";
}

export function legend({ cards, own }) {
  const node = make("div", "kl-map-legend");
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", "Pick out the voices of a language");
  const buttons = Object.keys(FAMILIES).filter((family) => cards.some((card) => card.family === family)).map((family) => {
    const button = make("button", `kl-map-family kl-of-${family}`);
    button.type = "button";
    button.append(make("i", ""), FAMILIES[family][0]);
    button.addEventListener("click", () => own.set("family", own.get("family") === family ? null : family));
    return [family, button];
  });
  const shapes = make("span", "kl-map-shapes kl-quiet");
  shapes.append(make("i", "kl-map-round"), "female", make("i", "kl-map-square"), "male");
  node.append(...buttons.map(([, button]) => button), shapes);
  whenever(own, ["family"], () => buttons.forEach(([family, button]) => button.setAttribute("aria-pressed", own.get("family") === family)));
  return node;
}

// Small controls that several views have.
import { make } from "../inspector/dom.js";

// A button that says in words what it does.
export function wordButton(text, press, className = "kl-button") {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", press);
  return node;
}

// A checkbox with its words.
export function tick(text, on, onChange) {
  const label = make("label", "kl-mixer-tick");
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = on;
  box.addEventListener("change", () => onChange(box.checked));
  label.append(box, make("span", "", text));
  return label;
}

// Buttons that say their keys.
import { make } from "./dom.js";

export function button(className, text, key, onClick, name = text) {
  const node = make("button", `kl-button ${className}`);
  node.type = "button";
  node.append(make("span", "", text));
  node.ariaLabel = name;
  node.title = `${name} (${key})`;
  node.setAttribute("aria-keyshortcuts", key.replace("Ctrl", "Control"));
  if (/^\w+$/.test(key) && key !== text) node.append(make("kbd", "", key));
  node.addEventListener("click", onClick);
  return node;
}

// Whether a button that stays down is down.
export function pressed(node, on) {
  node.setAttribute("aria-pressed", on);
}

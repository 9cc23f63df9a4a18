// A new element with a class and a text.
export function make(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// A button whose sign is short, with the name that it goes by.
export function signButton(className, sign, name, press) {
  const node = make("button", className, sign);
  node.type = "button";
  node.title = node.ariaLabel = name;
  node.addEventListener("click", press);
  return node;
}

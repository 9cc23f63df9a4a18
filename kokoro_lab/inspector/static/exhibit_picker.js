// A choice that changes the focus, with a step back and a step on beside it; and a button that plays a stage.
import { make, signButton } from "./dom.js";

export function picker({ title, name, label, values, labels, value }, { focus }) {
  const node = make("label", "kl-picker");
  const choice = make("select", "");
  choice.append(...labels.map((text, i) => new Option(text, String(i), false, values[i] === value)));
  choice.ariaLabel = label || title;
  const choose = (i) => values[i] !== undefined && focus({ [name]: values[i] });
  choice.addEventListener("change", () => choose(choice.selectedIndex));
  const back = signButton("kl-step", "‹", "Previous", () => choose(choice.selectedIndex - 1));
  const on = signButton("kl-step", "›", "Next", () => choose(choice.selectedIndex + 1));
  back.disabled = choice.selectedIndex <= 0;
  on.disabled = choice.selectedIndex >= values.length - 1;
  if (label || title) node.append(make("span", "kl-quiet", label || title));
  node.append(back, choice, on);
  return { node };
}

export function sound({ stage, label }, { act }) {
  const node = make("button", "kl-play", `▶ ${label}`);
  node.type = "button";
  node.addEventListener("click", () => {
    act.stage(stage);
    act.play({});
  });
  return { node };
}

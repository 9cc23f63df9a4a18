// A weight: a slider, a number, and what it is of the whole.
import { make } from "../inspector/dom.js";
import { LENGTH, position, stepped, weight as weightAt } from "./mixer_scale.js";

const ZERO = position(0) / LENGTH;

// `half` is named where timbre and prosody are mixed apart, else null.
export function weightSlider({ half, onInput, onRelease }) {
  const node = make("div", "kl-mixer-slider");
  const [range, box, share] = [make("input", "kl-mixer-range"), make("input", "kl-mixer-number"), make("output", "kl-mixer-share")];
  let weight = 0;
  Object.assign(range, { type: "range", min: 0, max: LENGTH, step: 1, title: "from −1 to 2; the marks are 0 and 1" });
  Object.assign(box, { type: "number", step: 0.05 });
  share.title = "share: the weight divided by the sum of all weights";
  node.append(make("span", "kl-mixer-half", half ?? ""), range, box, share);

  // Sets the slider alone: a number that is being typed stays as typed.
  const place = () => {
    const at = position(weight) / LENGTH;
    range.value = position(weight);
    range.style.setProperty("--from", Math.min(at, ZERO));
    range.style.setProperty("--to", Math.max(at, ZERO));
    range.setAttribute("aria-valuetext", String(weight));
  };
  const set = (value) => {
    weight = value;
    place();
    onInput(weight);
  };
  range.addEventListener("input", () => set(weightAt(Number(range.value))));
  range.addEventListener("change", onRelease);
  range.addEventListener("keydown", (event) => {
    const next = stepped(weight, event.key);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    set(next);
    onRelease();
  });
  box.addEventListener("input", () => Number.isFinite(box.valueAsNumber) && set(box.valueAsNumber));
  box.addEventListener("change", () => (Number.isFinite(box.valueAsNumber) ? onRelease() : (box.value = weight)));

  return {
    node,
    show(name, value, part) {
      weight = value;
      place();
      range.ariaLabel = half ? `${name}: weight in ${half}` : `${name}: weight`;
      box.ariaLabel = `${range.ariaLabel}, as a number`;
      if (document.activeElement !== box) box.value = Math.round(weight * 1e4) / 1e4;
      share.textContent = part === null ? "–" : `${(part * 100).toFixed(0).replace("-", "−")} %`;
    },
  };
}

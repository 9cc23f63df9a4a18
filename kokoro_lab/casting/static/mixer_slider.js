// A weight: a slider, a number, and what it is of the whole.
import { make } from "../inspector/dom.js";
import { LENGTH, position, stepped, weight as weightAt } from "./mixer_scale.js";

const ZERO = position(0) / LENGTH;

export function weightSlider({ label, onInput, onRelease }) {
  const [range, box, share] = [make("input", "kl-mixer-range"), make("input", "kl-mixer-number"), make("output", "kl-mixer-share")];
  let weight = 0;
  Object.assign(range, { type: "range", min: 0, max: LENGTH, step: 1, ariaLabel: label, title: "from −1 to 2; the marks are 0 and 1" });
  Object.assign(box, { type: "number", step: 0.05, ariaLabel: `${label}, as a number` });
  share.title = "share: the weight divided by the sum of all weights";

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
    nodes: [range, box, share],
    show(value, part) {
      weight = value;
      place();
      if (document.activeElement !== box) box.value = Math.round(weight * 1e4) / 1e4;
      share.textContent = part === null ? "–" : `${(part * 100).toFixed(0).replace("-", "−")} %`;
    },
  };
}

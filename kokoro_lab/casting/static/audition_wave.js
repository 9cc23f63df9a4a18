// A take as a small picture: its loudness over time, the word that sounds, and the playhead. All takes have one scale.
import { make } from "../inspector/dom.js";

const BINS = 160;
const SVG = "http://www.w3.org/2000/svg";

// The greatest magnitude in each of so many equal parts, 0 to 1.
export function peaks(samples, bins) {
  return Array.from({ length: bins }, (_, i) => {
    let most = 0;
    const stop = Math.floor(((i + 1) * samples.length) / bins);
    for (let at = Math.floor((i * samples.length) / bins); at < stop; at += 1) most = Math.max(most, Math.abs(samples[at]));
    return most / 32768;
  });
}

function outline(values) {
  const above = values.map((value, i) => `${i + 0.5},${(1 - value).toFixed(3)}`);
  const below = values.map((value, i) => `${i + 0.5},${(1 + value).toFixed(3)}`).reverse();
  return `M0,1L${above.join("L")}L${values.length},1L${below.join("L")}Z`;
}

function shape(className, path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", `0 0 ${BINS} 2`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

// `onPress(seconds)` is called where it is pressed. show(take, longest) draws; mark(seconds, word) says where one is.
export function wave(onPress) {
  const node = make("div", "kl-wave");
  const [body, word, head] = [make("div", "kl-wave-body"), make("div", "kl-wave-word"), make("div", "kl-wave-head")];
  let [drawn, peak] = [null, 0];
  head.hidden = word.hidden = true;
  node.append(body);
  body.addEventListener("click", ({ clientX }) => {
    const { left, width } = body.getBoundingClientRect();
    if (drawn) onPress(((clientX - left) / width) * drawn.seconds);
  });
  return {
    node,
    get peak() { return peak; }, // the greatest magnitude of what is drawn, 0 to 1
    show(take, longest) {
      if (take) body.style.setProperty("--share", take.seconds / longest);
      if (take === drawn) return;
      drawn = take;
      body.replaceChildren();
      const values = take ? peaks(take.samples, BINS) : [];
      peak = Math.max(0, ...values);
      if (!take) return;
      const path = outline(values);
      body.append(word, shape("kl-wave-all", path), shape("kl-wave-heard", path), head);
    },
    mark(seconds, spoken) {
      head.hidden = seconds === null;
      word.hidden = spoken === null;
      body.style.setProperty("--at", drawn && seconds !== null ? seconds / drawn.seconds : 0);
      if (!drawn || !spoken) return;
      body.style.setProperty("--from", spoken[2] / drawn.seconds);
      body.style.setProperty("--to", spoken[3] / drawn.seconds);
    },
  };
}

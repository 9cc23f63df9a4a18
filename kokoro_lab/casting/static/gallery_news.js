// What the gallery says around its cards: how many there are and why, how they are heard, and what their marks mean.
import { make } from "../inspector/dom.js";

const KEYS = [["← ↑ → ↓", "move and hear"], ["Enter", "again"], ["C", "candidate"], ["F", "favourite"], ["M", "mix"], ["/", "search, Enter leaves it"]];

// `clear()` asks for everything again, `instead(word, other)` for another word.
export function news(model, { clear, instead }) {
  const [above, below] = [make("div", "kl-gallery-news"), make("p", "kl-gallery-legend")];
  const [said, line] = [make("div", "kl-gallery-said"), make("p", "kl-gallery-line")];
  const [report, offered] = [make("div", "kl-gallery-report"), make("div", "")];
  report.setAttribute("role", "status");
  said.append(report, offered);
  above.append(said, line);

  // `shown` of `all` cards; `why` these, in words; [word, the word that may be meant] of those that find nothing;
  // favourites are asked for and there are none.
  function say({ shown, all, why, unknown, unmarked }) {
    const count = shown.length === all ? `${all} voices` : `${shown.length} of ${all} voices`;
    report.replaceChildren(make("span", "kl-gallery-count", all ? count : "The voices are on their way."));
    for (const [word, other] of unknown)
      report.append(...(other ? [make("span", "", `No voice is “${word}”.`), press(`“${other}”?`, () => instead(word, other))] : [make("span", "", `Nothing here measures “${word}”; listen for it.`)]));
    if (all && !shown.length) report.append(make("span", "", unmarked ? "You have no favourites yet: press the star of a voice, or F." : `No voice is all of this: ${why.join(", ")}.`));
    if (why.length || unknown.length) report.append(press("Clear", clear));
  }

  // To put so many among the candidates at once; none if 0.
  function offer(count, accept) {
    offered.replaceChildren(...(count ? [press(`Put all ${count} among the candidates`, accept)] : []));
  }

  // Browsers let a page sound only after something was pressed.
  function hint() {
    const silent = model.get("silent");
    if (silent) line.textContent = "Click once to let the page sound.";
    else if (window.matchMedia("(hover: none)").matches) line.textContent = "Tap a voice to hear it.";
    else line.replaceChildren("Rest on a voice to hear it", ...KEYS.map(keyed));
    line.classList.toggle("kl-gallery-hint", Boolean(silent));
  }

  hint();
  return { above, below, say, offer, hint, explain: (ends) => (below.textContent = legend(ends)) };
}

function press(text, onClick) {
  const button = make("button", "kl-gallery-press", text);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

function keyed([key, what]) {
  const node = make("span", "kl-gallery-key");
  node.append(make("kbd", "", key), ` ${what}`);
  return node;
}

// What the marks on the cards mean, with the ends of their scales.
function legend({ pitch, pace }) {
  if (!pitch || !pace) return "";
  const [low, high] = pitch.map((hz) => hz.toFixed(0));
  const [slow, fast] = pace.map((rate) => rate.toFixed(1));
  return (
    "The clips are stored: no voice has to be synthesised to be heard a first time. " +
    `Pitch: the median F0, with the middle 80\u00a0% of it as a bar and in semitones (st), on one logarithmic scale from ${low} to ${high} Hz. ` +
    `Pace: phonemes per second (ph/s) without pauses, from ${slow} to ${fast}; compare it within a language. ` +
    "In the search, low and high are the outer thirds of a gender, slow and fast those of a language."
  );
}

// A candidate as a row: its key, its name, its take once there is one, and what one can do with it.
import { pressed } from "../inspector/button.js";
import { make, signButton } from "../inspector/dom.js";
import { measures } from "./audition_sums.js";
import { wave } from "./audition_wave.js";

const MEASURES = ["seconds", "pitch", "pace", "loudness", "shared"];

// What a candidate's take is waiting for.
function status(making, formula) {
  const place = making.indexOf(formula);
  if (place < 0) return "not spoken yet";
  return place === 0 ? "being made …" : "waiting";
}

export class CandidateRow {
  // `hear(formula)`, `hearAt(formula, seconds)`; `picked` is the Set of those to be exported.
  constructor(formula, { model, act, hear, hearAt, picked }) {
    Object.assign(this, { formula, model, act, hear });
    this.node = make("tr", "kl-candidate");
    this.key = make("kbd", "", "");
    this.play = signButton("kl-hear", "▶", "", () => (this.sounds ? act.toggle() : hear(formula)));
    this.name = make("b", "", "");
    this.about = make("span", "kl-quiet", "");
    this.wave = wave((seconds) => hearAt(formula, seconds));
    this.status = make("span", "kl-quiet kl-candidate-status", "");
    this.wave.node.append(this.status);
    this.cells = Object.fromEntries(MEASURES.map((name) => [name, make("td", `kl-number kl-of-${name}`)]));
    this.use = make("button", "kl-button", "Use");
    this.use.type = "button";
    this.use.addEventListener("click", () => act.use(formula));
    this.away = signButton("kl-away", "×", "", () => act.choose(formula, false));
    this.pick = Object.assign(make("input", ""), { type: "checkbox" });
    this.pick.addEventListener("change", () => (this.pick.checked ? picked.add(formula) : picked.delete(formula)));
    const [keys, name, picture, does] = ["kl-of-key", "kl-of-name", "kl-of-wave", "kl-of-acts"].map((part) => make("td", part));
    keys.append(this.key, this.play);
    name.append(this.name, this.about);
    picture.append(this.wave.node);
    const picking = make("label", "kl-pick");
    picking.append(this.pick, make("span", "", "Export"));
    does.append(this.use, picking, this.away);
    this.node.append(keys, name, picture, ...Object.values(this.cells), does);
  }

  get sounds() {
    const heard = this.model.get("heard");
    return heard?.kind === "take" && heard.formula === this.formula;
  }

  get take() {
    return this.model.get("takes").get(this.formula);
  }

  show({ number, title, language, longest, picked }) {
    const { formula, take } = this;
    this.key.textContent = number <= 9 ? number : "·";
    this.name.textContent = title;
    this.name.title = formula;
    this.about.textContent = [title === formula ? "" : formula, language].filter(Boolean).join(" · ");
    const used = this.model.get("request")?.voice === formula;
    this.use.textContent = used ? "In use" : "Use";
    this.use.title = used ? `${title} is in the form on top` : `Write ${title} into the form on top`;
    this.away.title = this.away.ariaLabel = `Take ${title} away`;
    this.pick.ariaLabel = `Export ${title}`;
    this.pick.checked = picked.has(formula);
    this.wave.show(take, longest);
    this.status.textContent = take ? "" : status(this.model.get("making"), formula);
    const values = take ? measures(take) : {};
    for (const name of MEASURES) this.cells[name].textContent = values[name] ?? "";
    this.cells.shared.title = take?.shared.join(", ") ?? "";
    this.title = title;
    this.sound();
  }

  sound() {
    const playing = this.sounds && this.model.get("playing");
    this.node.classList.toggle("kl-sounds", this.sounds);
    this.play.textContent = playing ? "❚❚" : "▶";
    this.play.title = this.play.ariaLabel = `${playing ? "Pause" : "Hear"} ${this.title}`;
    pressed(this.play, Boolean(playing));
  }

  // `place` is where the take that sounds is.
  mark(place) {
    const { take } = this;
    const word = take?.words.find(([first]) => place && !place.pause && first === place.char) ?? null;
    this.wave.mark(this.sounds ? this.model.get("playhead") : null, word);
  }
}

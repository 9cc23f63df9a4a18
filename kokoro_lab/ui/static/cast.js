// Who speaks in a text of several: names with voices, closed until it is wanted. What is written here is heard at the
// next Speak, and kept in this browser.
//
// Writes  cast  what the server takes, or null
// voices is the model of the place Voices: `cards` are the voices, `request` what the form says.
import { keep, kept } from "./casting/kept.js";
import { tableHead } from "./casting/table_head.js";
import { make, signButton } from "./inspector/dom.js";
import { castOf, keyOf, languageOf, listed, rowsOf, speakersOf, suggested, twice } from "./cast_names.js";

const HELP = [
  "A line that begins with a name and a colon is spoken by that voice, and so are the lines after it. ",
  "[voice: bf_emma]", " changes the voice anywhere, also to a formula or a name; ", "[voice]",
  " goes back to the voice above. Changes are heard at the next Speak.",
];

const HEADS = [["Name", ""], ["Voice, or a formula of voices", ""], ["Speed", "times the speed of the form"], ["", ""]];

class Panel {
  constructor(model, el, voices) {
    Object.assign(this, { model, voices, state: rowsOf(kept("cast", null)) });
    el.className = "kl-cast";
    this.details = make("details", "kl-cast-panel");
    this.title = make("summary", "kl-cast-title");
    this.rows = make("tbody", "");
    this.note = make("p", "kl-cast-note");
    this.note.setAttribute("role", "status");
    this.known = make("datalist", "");
    this.known.id = "kl-cast-voices";
    this.offer = make("button", "kl-cast-button kl-cast-offer");
    this.offer.type = "button";
    this.offer.addEventListener("click", () => this.castThem());
    this.details.append(this.title, this.table(), this.foot(), this.note, help(), this.known);
    el.append(this.details, this.offer);
    this.draw();
  }

  table() {
    const table = make("table", "kl-cast-table");
    table.append(tableHead(HEADS), this.rows);
    return table;
  }

  foot() {
    const foot = make("div", "kl-cast-foot");
    const add = make("button", "kl-cast-button", "Add a speaker");
    add.type = "button";
    add.addEventListener("click", () => this.add());
    this.pause = number(this.state.pause, 0, 60, 0.1, "Pause between turns, seconds");
    this.pause.addEventListener("input", () => {
      this.state.pause = this.pause.valueAsNumber;
      this.changed();
    });
    const label = make("label", "kl-cast-pause", "Pause between turns ");
    label.append(this.pause, " s");
    foot.append(add, label);
    return foot;
  }

  add() {
    const [voice] = this.voicesFor([""]);
    this.state.rows.push({ name: "", voice, speed: 1 });
    this.draw();
    this.rows.lastElementChild.querySelector("input").focus();
  }

  // A row each for those who seem to speak.
  castThem() {
    const names = this.speakers();
    const voices = this.voicesFor(names);
    this.state.rows.push(...names.map((name, i) => ({ name, voice: voices[i], speed: 1 })));
    this.details.open = true;
    this.draw();
    this.title.focus();
  }

  voicesFor(names) {
    const cards = this.voices.get("cards");
    const request = this.voices.get("request");
    const taken = [request.voice, ...this.state.rows.map(({ voice }) => voice)];
    return suggested(names, cards, languageOf(request, cards), taken);
  }

  speakers() {
    return speakersOf(this.voices.get("request").text, this.state.rows);
  }

  draw() {
    this.rows.replaceChildren(...this.state.rows.map((row) => this.row(row)));
    this.changed();
  }

  row(row) {
    const node = make("tr", "");
    const name = field(row.name, "Name");
    const voice = field(row.voice, "Voice");
    voice.setAttribute("list", this.known.id);
    const speed = number(row.speed, 0.1, 10, 0.05, "Speed");
    name.addEventListener("input", () => this.write(row, { name: name.value }));
    voice.addEventListener("input", () => this.write(row, { voice: voice.value }));
    speed.addEventListener("input", () => this.write(row, { speed: speed.valueAsNumber }));
    const away = signButton("kl-cast-away", "×", "Remove", () => this.remove(row));
    for (const part of [name, voice, speed, away]) {
      const cell = make("td", "");
      cell.append(part);
      node.append(cell);
    }
    return node;
  }

  remove(row) {
    this.state.rows = this.state.rows.filter((other) => other !== row);
    this.draw();
    this.title.focus();
  }

  write(row, change) {
    Object.assign(row, change);
    this.changed();
  }

  changed() {
    keep("cast", this.state);
    const { rows } = this.state;
    const cast = castOf(this.state);
    this.model.set("cast", cast);
    const names = cast ? Object.keys(cast.roles).filter(Boolean) : [];
    this.title.textContent = names.length ? `Cast: ${listed(names)}` : "Cast: one speaker";
    this.rows.parentElement.hidden = rows.length === 0;
    const doubled = twice(rows);
    [...this.rows.children].forEach((node, i) => {
      node.querySelector("input").setAttribute("aria-invalid", doubled.has(keyOf(rows[i].name)));
      node.querySelector(".kl-cast-away").ariaLabel = `Remove ${rows[i].name || "this speaker"}`;
    });
    this.note.textContent = doubled.size ? `${listed([...doubled])}: this name is there twice; give each speaker a name of their own.` : "";
    this.suggest();
  }

  suggest() {
    const names = this.voices.get("cards").length ? this.speakers() : [];
    this.offer.hidden = names.length === 0;
    this.offer.textContent = names.length > 1
      ? `${listed(names)} look like speakers: cast them`
      : `${names[0]} looks like a speaker: cast them`;
  }

  know() {
    this.known.replaceChildren(...this.voices.get("cards").map(({ name, formula, display, language_name }) => {
      const option = make("option", "");
      option.value = formula ?? name;
      option.label = [display, language_name].filter(Boolean).join(", ");
      return option;
    }));
    this.suggest();
  }
}

function help() {
  const node = make("p", "kl-cast-help");
  node.append(...HELP.map((part) => (part.startsWith("[") ? make("code", "", part) : part)));
  return node;
}

function field(value, name) {
  const node = make("input", "kl-cast-field");
  Object.assign(node, { type: "text", value, ariaLabel: name, autocomplete: "off", spellcheck: false });
  return node;
}

function number(value, min, max, step, name) {
  const node = make("input", "kl-cast-number");
  Object.assign(node, { type: "number", min, max, step, value, ariaLabel: name });
  return node;
}

function render({ model, el, voices }) {
  const panel = new Panel(model, el, voices);
  voices.on("change:cards", () => panel.know());
  voices.on("change:request", () => panel.suggest());
  panel.know();
}

export default { render };

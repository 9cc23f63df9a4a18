// Below every view: what is heard now, the candidates, and what is being made.
import { make, signButton } from "../inspector/dom.js";
import { titleOf } from "./names.js";

function render({ model, el, act }) {
  el.classList.add("kl-tray");
  const play = signButton("kl-tray-play", "▶", "Play", () => act.toggle());
  const heard = make("span", "kl-tray-heard");
  const list = make("ol", "kl-tray-chosen");
  list.ariaLabel = "Candidates";
  const status = make("span", "kl-tray-status");
  status.setAttribute("role", "status");
  const stop = signButton("kl-button", "Stop", "Stop making sound", () => act.cancel());
  let cleared = [];
  const clear = signButton("kl-button", "Clear", "Take all candidates away", () => {
    cleared = model.get("chosen");
    act.chooseAll([]);
  });
  const back = signButton("kl-button", "Undo", "Bring the candidates back", () => act.chooseAll(cleared));
  const go = make("button", "kl-button kl-tray-go");
  go.type = "button";
  go.addEventListener("click", () => {
    act.view("audition");
    act.speak(model.get("chosen"), { play: true });
  });
  el.append(play, heard, list, status, stop, clear, back, go);

  function chip(formula, i) {
    const item = make("li", "kl-chip");
    const name = make("button", "kl-chip-name");
    name.type = "button";
    name.title = formula;
    name.append(make("kbd", "", i < 9 ? String(i + 1) : "·"), make("span", "", titleOf(model, formula)));
    name.addEventListener("click", () => act.sample(formula));
    const away = signButton("kl-chip-away", "×", `Take ${titleOf(model, formula)} away`, () => act.choose(formula, false));
    item.append(name, away);
    return item;
  }

  function onChosen() {
    const chosen = model.get("chosen");
    el.classList.toggle("kl-some", chosen.length > 0);
    if (model.get("blind")) list.replaceChildren(make("li", "kl-quiet", `${chosen.length} voices, blind`));
    else if (chosen.length) list.replaceChildren(...chosen.map(chip));
    else list.replaceChildren(make("li", "kl-quiet", "No candidates yet: put voices here with + or C, then hear them say your text."));
    go.textContent = chosen.length === 1 ? "Audition 1 voice" : `Audition ${chosen.length} voices`;
    go.hidden = chosen.length === 0 || model.get("view") === "audition";
    if (chosen.length) cleared = [];
    back.hidden = cleared.length === 0;
    clear.hidden = chosen.length === 0 || Boolean(model.get("blind"));
  }

  function onHeard() {
    const [now, playing] = [model.get("heard"), model.get("playing")];
    play.textContent = playing ? "❚❚" : "▶";
    play.ariaLabel = play.title = playing ? "Pause" : "Play";
    play.disabled = !now;
    if (!now) heard.textContent = "";
    else if (now.kind === "clip") heard.textContent = titleOf(model, now.name);
    else heard.textContent = model.get("blind") ? "" : titleOf(model, now.formula);
  }

  function onMaking() {
    const making = model.get("making");
    const progress = model.get("progress");
    stop.hidden = making.length === 0;
    const waits = progress?.loading ? "loading the weights …" : progress?.ahead ? `${progress.ahead} before you …` : "";
    const left = making.length > 1 ? `${making.length} to be spoken` : "being spoken";
    status.textContent = making.length ? waits || `${left} …` : "";
  }

  for (const name of ["chosen", "cards", "view", "blind"]) model.on(`change:${name}`, onChosen);
  for (const name of ["heard", "playing", "cards", "blind"]) model.on(`change:${name}`, onHeard);
  for (const name of ["making", "progress"]) model.on(`change:${name}`, onMaking);
  onChosen();
  onHeard();
  onMaking();
}

export default { render };

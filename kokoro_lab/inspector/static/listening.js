// What is heard, and how: play, loop, half speed, A or B, speech or one of its stages.
import { button, pressed } from "./button.js";
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";

export function render({ model, el, act }) {
  el.classList.add("kl-listening");
  const flip = (name) => () => model.set(name, !model.get(name));
  const play = button("kl-play", "Play", "Space", () => act.toggle());
  const time = make("span", "kl-time");
  const loop = button("kl-loop", "Loop", "L", flip("loop"));
  const half = button("kl-half", "½×", "H", flip("half"), "Half speed");
  const sides = ["A", "B"].map((name) => button("kl-side", name, name, () => act.show(name)));
  const both = make("div", "kl-sides");
  both.setAttribute("role", "group");
  both.setAttribute("aria-label", "Which is heard and drawn in front");
  both.append(...sides);
  const stage = make("select", "kl-stage");
  const hear = make("label", "kl-hear", "Hear");
  stage.ariaLabel = "What is heard";
  hear.append(stage);
  stage.addEventListener("change", () => act.stage(stage.value || null));
  el.append(play, time, loop, half, both, hear);

  function onPlaying() {
    const playing = model.get("playing");
    const part = !playing && model.get("selection");
    play.firstChild.textContent = playing ? "❚❚" : part ? "▶ part" : "▶";
    play.ariaLabel = playing ? "Pause" : part ? "Play the selection" : "Play";
  }

  function onToggles() {
    pressed(loop, model.get("loop"));
    pressed(half, model.get("half"));
    for (const side of sides) pressed(side, model.get("showing") === side.ariaLabel);
    stage.value = model.get("stage") ?? "";
    stage.title = sounds().find(({ name }) => name === model.get("stage"))?.listen ?? "The utterance itself";
    onPlayhead();
  }

  function onTraces() {
    const [trace, other] = [model.get("trace"), model.get("other")];
    const options = [["", "the speech"], ...sounds().map(({ name, title }) => [name, title])];
    stage.replaceChildren(...options.map(([value, text]) => Object.assign(make("option", "", text), { value })));
    for (const option of stage.options) option.disabled = option.value === "difference" && !other;
    if (!other && model.get("stage") === "difference") act.stage(null);
    play.disabled = !trace;
    sides[0].disabled = !other;
    sides[0].title = other ? `A: ${named(other, "held")} (A)` : "A: nothing is held against this yet";
    sides[1].title = `B: ${named(trace, "what is shown")} (B)`;
    onToggles();
  }

  function sounds() {
    return model.get("trace")?.sounds ?? [];
  }

  function named(trace, otherwise) {
    return [...model.get("history").traces].find(([, held]) => held === trace)?.[0].label ?? otherwise;
  }

  function onPlayhead() {
    const side = (model.get("showing") === "A" && model.get("other")) || model.get("trace");
    time.textContent = side ? `${(model.get("playhead") ?? 0).toFixed(2)} / ${side.seconds.toFixed(2)} s` : "";
  }

  const events = {
    playing: onPlaying, selection: onPlaying, loop: onToggles, half: onToggles, showing: onToggles, stage: onToggles,
    other: onTraces, trace: onTraces, playhead: onPlayhead,
  };
  onPlaying();
  onTraces();
  return listen(model, Object.fromEntries(Object.entries(events).map(([name, listener]) => [`change:${name}`, listener])));
}

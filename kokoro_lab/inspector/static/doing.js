// What is being made, and how long one has waited; then what had to be made.
import { button } from "./button.js";
import { make } from "./dom.js";
import { listen } from "./exhibit_events.js";
import { allRan } from "./stations.js";

const TICK = 100; // milliseconds between two readings of the clock

export function render({ model, el, act }) {
  el.classList.add("kl-doing");
  const said = make("span", "kl-done");
  said.setAttribute("role", "status");
  const clock = make("span", "kl-clock");
  const cancel = button("kl-cancel", "Cancel", "Esc", () => act.cancel());
  el.append(said, clock, cancel);
  let ticking = 0;

  function show() {
    const busy = model.get("busy");
    el.classList.toggle("kl-busy", Boolean(busy));
    cancel.hidden = clock.hidden = !busy;
    clearInterval(ticking);
    said.title = said.textContent = busy ? running(busy) : ranAgain(model.get("trace"));
    if (!busy) return;
    ticking = setInterval(tick, TICK);
    tick();
  }

  function tick() {
    const { since, ahead } = model.get("busy");
    const waited = Math.max(0, performance.now() - since) / 1000;
    clock.textContent = `${waited.toFixed(1)} s${ahead ? `, ${ahead} ahead` : ""}`;
  }

  const deaf = listen(model, { "change:busy": show, "change:trace": show });
  show();
  return () => {
    deaf();
    clearInterval(ticking);
  };
}

export function running({ what, loading }) {
  return loading ? `Loading the model, then running: ${what} …` : `Running: ${what} …`;
}

// What was computed for a fork, and what was not.
export function ranAgain(trace) {
  if (!trace) return "";
  const { milliseconds: cost, reran, seconds } = trace;
  const took = cost < 1000 ? `${Math.round(cost)} ms` : `${(cost / 1000).toFixed(1)} s`;
  if (allRan(trace)) return `All steps ran: ${took} for ${seconds.toFixed(1)} s of sound`;
  if (!reran.length) return "Nothing had to run again: the values are the same";
  return `Ran again: ${reran.join(", ")}, ${took}`;
}

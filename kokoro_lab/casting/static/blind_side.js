// One of the two voices of a blind pair: hear it, or vote for it.
import { button, pressed } from "../inspector/button.js";
import { make } from "../inspector/dom.js";

const SIDES = [["First", "1", "←", "ArrowLeft"], ["Second", "2", "→", "ArrowRight"]];

export function blindSide(side, { hear, vote }) {
  const [name, key, arrow, arrowKey] = SIDES[side];
  const node = make("div", "kl-blind-side");
  const play = button("kl-blind-hear", name, key, hear, `Hear the ${name.toLowerCase()}`);
  const sign = make("span", "kl-blind-sign", "▶");
  play.prepend(sign);
  const line = make("div", "kl-blind-line");
  const better = button("kl-blind-better", `${name} is better`, arrowKey, vote);
  better.querySelector("kbd")?.replaceChildren(arrow);
  node.append(play, line, better);
  return {
    node,
    show({ sounds, playing, share, heard, open }) {
      node.classList.toggle("kl-sounds", sounds);
      node.classList.toggle("kl-was-heard", heard);
      sign.textContent = playing ? "❚❚" : "▶";
      pressed(play, Boolean(playing));
      line.style.setProperty("--share", share);
      better.disabled = !open;
    },
  };
}

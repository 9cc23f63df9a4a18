// Work behind a button that may fail: what came of it stands in a line beside.
import { make } from "../inspector/dom.js";

export function attempts() {
  const said = make("p", "kl-mixer-said");
  said.setAttribute("role", "status");
  const say = (text, failed = false) => {
    said.textContent = text;
    said.classList.toggle("kl-failed", failed);
  };
  async function attempt(node, work) {
    node.disabled = true;
    say("");
    try {
      await work();
    } catch (error) {
      say(error.message, true);
    }
    node.disabled = false;
  }
  return { said, say, attempt };
}

// A question in the page, with its answers as buttons.
import { make } from "../inspector/dom.js";

// `answers`: [text, what it does or null]; `done()` takes the question away, before what the answer does.
export function question(text, answers, done) {
  const node = make("div", "kl-question");
  node.setAttribute("role", "alertdialog");
  node.ariaLabel = text;
  node.append(make("p", "", text));
  for (const [label, does] of answers) {
    const answer = make("button", "kl-button", label);
    answer.type = "button";
    answer.addEventListener("click", () => {
      done();
      does?.();
    });
    node.append(answer);
  }
  return node;
}

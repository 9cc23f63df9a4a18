// A place for exhibits that the server is asked for: the newest question wins, and what was shown stays, dimmed,
// until its answer comes, so that nothing jumps.
import { make } from "./dom.js";
import { show } from "./exhibit_shown.js";

const CALM = 80; // milliseconds after the last change before anything is asked
const STOPS = 'button, select, input, canvas, [tabindex="0"], [tabindex="-1"]';

// Asks soon, and only once for questions in quick succession; answers to older ones are dropped.
export class Newest {
  constructor(ask, { onAnswer, onError, onAsk = () => {} }, wait = CALM) {
    Object.assign(this, { send: ask, onAnswer, onError, onAsk, wait, running: null });
  }

  ask(question) {
    this.stop();
    this.timer = setTimeout(() => this.run(question), this.wait);
  }

  async run(question) {
    const running = (this.running = new AbortController());
    this.onAsk(question);
    try {
      const answer = await this.send(question, { signal: running.signal });
      if (running === this.running) this.onAnswer(answer, question);
    } catch (error) {
      if (running === this.running) this.onError(error);
    }
  }

  stop() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = null;
  }
}

export class Pane {
  // `extra(message)` may give elements to put before the exhibits.
  constructor(context, extra = () => []) {
    Object.assign(this, { context, extra, shown: null, key: null }); // the key of the question that is answered
    this.node = make("div", "kl-pane");
    this.error = make("p", "kl-wrong");
    this.error.setAttribute("role", "alert");
    this.body = make("div", "kl-pane-body");
    this.node.append(this.error, this.body);
    this.newest = new Newest(context.ask, { onAnswer: (...given) => this.onAnswer(...given), onError: (error) => this.onError(error) });
  }

  // What is shown already is not asked for again.
  ask(question) {
    const key = JSON.stringify(question);
    if (key === this.key) {
      this.newest.stop();
      this.node.removeAttribute("aria-busy");
      return;
    }
    this.node.setAttribute("aria-busy", "true");
    if (!this.body.firstChild) this.body.append(make("p", "kl-quiet", "Working it out…"));
    this.newest.ask(question);
  }

  onAnswer({ message, buffers }, question) {
    this.key = JSON.stringify(question);
    const keep = this.remember();
    this.shown?.close();
    this.shown = show(message.exhibits, { ...this.context, buffers, time: message.focus?.time ?? null });
    this.error.textContent = "";
    this.body.replaceChildren(...this.extra(message), this.shown.node);
    this.node.removeAttribute("aria-busy");
    keep();
  }

  onError(error) {
    this.clear();
    this.error.textContent = error.message;
  }

  // Keyboard and inner scroll bars stay where they were if the same exhibits come again.
  remember() {
    const find = (selector) => [...this.body.querySelectorAll(selector)];
    const focused = find(STOPS).indexOf(document.activeElement);
    const scrolled = find(".kl-scroll").map(({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft }));
    return () => {
      find(".kl-scroll").forEach((node, i) => Object.assign(node, scrolled[i]));
      if (focused >= 0) find(STOPS)[focused]?.focus({ preventScroll: true });
    };
  }

  clear() {
    this.newest.stop();
    this.shown?.close();
    this.shown = this.key = null;
    this.body.replaceChildren();
    this.error.textContent = "";
    this.node.removeAttribute("aria-busy");
  }

  close() {
    this.clear();
  }
}

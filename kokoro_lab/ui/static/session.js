// Speaking through the server: what the visitor wants, and what the server is doing about it.
import { bytes } from "./inspector/gradio.js";

// At most one run is on the server. What is spoken is Gradio's form, with the voice and the cast that are given.
export class Session {
  constructor(model, { speak, stop }) {
    Object.assign(this, { model, ask: speak, cancel: stop });
    this.runs = 0;
    this.said = null; // {voice, cast}
    this.asked = null; // the run that the server has
    this.begun = false; // whether it has answered: before that, Gradio cannot cancel it
    this.cancelled = false;
  }

  speak(said) {
    this.stop();
    this.said = said;
    this.runs += 1;
    this.model.set("failure", null);
    this.model.set("run", this.runs);
    this.model.set("state", "waiting");
    if (this.asked === null) this.submit();
  }

  submit() {
    this.asked = this.model.get("run");
    this.begun = this.cancelled = false;
    this.ask({ run: this.asked, ...this.said });
  }

  stop() {
    if (this.model.get("run") === null) return;
    this.model.set("run", null);
    this.model.set("state", "stopped");
    this.release();
  }

  // Have the server stop what nobody is going to hear.
  release() {
    if (this.asked === null || !this.begun || this.cancelled || this.asked === this.model.get("run")) return;
    this.cancelled = true;
    this.cancel();
  }

  // Every message of the server comes through here.
  receive(message) {
    if (message.run === this.asked) this.begun = true;
    this.release();
    if (message.run !== 0 && message.run !== this.model.get("run")) return;
    if (message.kind === "error") this.fail(message.message);
    if (message.kind === "loading" && this.model.get("run") === null) this.model.set("state", "loading");
    if (message.kind === "ready" && this.model.get("state") === "loading") this.model.set("state", "idle");
    if (message.kind === "end") this.answered = message.run;
    this.model.fire("msg:custom", ...unpacked(message));
  }

  // The server is done with what it was asked, one way or another.
  settled() {
    const asked = this.asked;
    this.asked = null;
    if (this.model.get("run") === null) return;
    if (this.model.get("run") !== asked) this.submit();
    else if (this.answered !== asked) this.fail("The server stopped without an answer. Try again.");
  }

  fail(why) {
    this.model.set("run", null);
    this.model.set("state", "failed");
    this.model.set("failure", why);
  }
}

// A message with its samples as bytes, as a notebook would get it.
function unpacked({ samples, ...message }) {
  if (samples === undefined) return [message, []];
  const view = bytes(samples);
  return [{ ...message, bytes: view.byteLength }, [view]];
}

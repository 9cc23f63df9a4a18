// The link in the address bar: it follows what is shown, and is followed when the page is opened with it.
import { decode, encode } from "./link.js";

const CALM = 250; // milliseconds without a change before the address follows; browsers refuse more than a few a second
const SHOWN = ["trace", "selection", "station", "other"];

export class Address {
  // `shown()` tells whether the inspector is in sight: another place of a page has links of its own.
  constructor(model, act, shown = () => true) {
    Object.assign(this, { model, act, shown });
    this.written = null;
    this.following = false; // what is shown on the way to what a link says is not written
    for (const name of SHOWN) model.on(`change:${name}`, () => this.later());
    this.followed = ({ newURL }) => this.follow(new URL(newURL).hash); // the address itself may have been written since
    window.addEventListener("hashchange", this.followed);
  }

  later() {
    clearTimeout(this.timer);
    if (!this.following) this.timer = setTimeout(() => this.write(), CALM);
  }

  // The link to what is shown; "" before there is anything.
  async link() {
    const { model } = this;
    const [trace, other] = [model.get("trace"), model.get("other")];
    if (!trace) return "";
    const fragment = await encode({
      request: trace.request,
      chunk: trace.chunk.index,
      selection: model.get("selection"),
      station: model.get("station"),
      against: other && { request: other.request, chunk: other.chunk.index },
      weights: trace.identity.weights,
    });
    const address = new URL(window.location.href);
    address.hash = fragment;
    return address.href;
  }

  async write() {
    const link = await this.link();
    if (!link || !this.shown()) return;
    this.written = new URL(link).hash;
    window.history.replaceState(window.history.state, "", link);
  }

  // Show what a fragment says, by default the address's. False when it says nothing that can be shown.
  async follow(fragment = window.location.hash) {
    if (fragment === this.written) return true;
    let link = null;
    try {
      link = await decode(fragment);
    } catch (error) {
      this.model.set("failure", error.message);
    }
    if (!link) return false;
    this.following = true;
    await this.act.follow(link);
    this.following = false;
    this.later();
    return this.model.get("trace") !== null;
  }

  close() {
    clearTimeout(this.timer);
    window.removeEventListener("hashchange", this.followed);
  }
}

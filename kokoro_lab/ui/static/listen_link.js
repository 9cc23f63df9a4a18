// The place Listen in a link: #text=…&voice=…&place=listen; the address follows the form while the place is in sight.
import { encode } from "./inspector/link.js";

const CALM = 250; // milliseconds without a change before the address follows
const LONGEST = 4000; // characters: a book does not stand in an address

export class ListenLink {
  // `said()` gives the request that the form holds, `shown()` whether the place is in sight.
  constructor({ said, shown }) {
    Object.assign(this, { said, shown });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), CALM);
  }

  async write() {
    const parts = [await encode({ request: this.said() }), "place=listen"].filter(Boolean).join("&");
    if (!this.shown() || parts.length > LONGEST) return;
    window.history.replaceState(window.history.state, "", Object.assign(new URL(window.location.href), { hash: parts }));
  }
}

// While one chunk is heard, the next one is made; but whatever else is asked comes first.

const LATER = 1000; // milliseconds without another ask

export class Ahead {
  constructor(ask, { later = LATER } = {}) {
    Object.assign(this, { server: ask, later, message: null });
    this.ask = (message, options) => {
      if (this.message) this.postpone();
      return this.server(message, options);
    };
  }

  // Have a chunk made, so that it is there when it is asked for.
  make(request, chunk) {
    this.message = { kind: "trace", request, chunk, base: null };
    this.postpone();
  }

  postpone() {
    this.rest();
    this.timer = setTimeout(() => this.begin(), this.later);
  }

  async begin() {
    const running = new AbortController();
    this.running = running;
    try {
      await this.server(this.message, { signal: running.signal });
    } catch {
      // a failure is told when the chunk is asked for
    }
    if (!running.signal.aborted) this.message = null; // else it was postponed, and is begun again
  }

  rest() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = null;
  }

  giveUp() {
    this.rest();
    this.message = null;
  }
}

// Reads the ring of messages in which the server answers.

// Calls receive once for every message in the ring, in order, however many values the page has missed.
export function reader(receive) {
  const next = new Map();
  return (slots) => {
    const fresh = Object.values(slots || {}).filter(({ run, number }) => number >= (next.get(run) || 0));
    for (const message of fresh.sort((a, b) => a.number - b.number)) {
      if (message.number > (next.get(message.run) || 0)) console.error(`messages before ${message.number} were lost`);
      next.set(message.run, message.number + 1);
      receive(message);
    }
  };
}

// Answers that are stored with the page, so that it is complete before the server is ready.

// Gives find(ask): the stored { message, buffers }, or null. Asks are compared as JSON, whatever the order of keys.
export async function stored(url) {
  const [found, data] = await Promise.all([
    fetch(url).then((answer) => answer.json()),
    fetch(new URL("first.bin", url)).then((answer) => answer.arrayBuffer()),
  ]);
  const answers = new Map();
  let at = 0;
  for (const { ask, message, lengths } of found.answers) {
    const buffers = lengths.map((length) => new DataView(data, (at += length) - length, length));
    answers.set(canonical(ask), { message, buffers });
  }
  return (ask) => answers.get(canonical(ask)) ?? null;
}

// ask() that looks among the stored answers first.
export function withStored(ask, find) {
  return (message, options) => {
    const held = find(message);
    return held ? Promise.resolve(held) : ask(message, options);
  };
}

// One spelling of a JSON value; what is null or absent is the same.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => value[key] !== null && value[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}

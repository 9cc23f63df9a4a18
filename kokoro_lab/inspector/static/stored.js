// The first trace and the answers that are stored with it, so that the page is complete before the server is ready.

// ask() that looks among the stored answers first.
//   address  of the stored trace, without its ending
export function withStored(ask, address) {
  const answers = load(address).catch(() => new Map()); // the server knows all of them too
  return async (message, options) => (await answers).get(canonical(message)) ?? ask(message, options);
}

async function load(address) {
  const [first, bytes] = await Promise.all([
    fetch(`${address}.json`).then((answer) => answer.json()),
    fetch(`${address}.bin`).then((answer) => answer.arrayBuffer()),
  ]);
  let at = 0;
  const views = (lengths) => lengths.map((length) => new DataView(bytes, (at += length) - length, length));
  const { answers, ...trace } = first;
  const asked = { kind: "trace", request: trace.request, chunk: trace.chunk.index };
  const all = [{ ask: asked, message: trace, buffers: trace.buffers }, ...answers]; // in the order of their bytes
  return new Map(all.map(({ ask, message, buffers }) => [canonical(ask), { message, buffers: views(buffers) }]));
}

// One spelling of a JSON value, whatever the order of keys; what is null, absent or an empty object is the same.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const parts = Object.keys(value).sort().map((key) => [key, canonical(value[key])]);
  return `{${parts.filter(([, part]) => part !== "null" && part !== "{}").map(([key, part]) => `${JSON.stringify(key)}:${part}`).join()}}`;
}

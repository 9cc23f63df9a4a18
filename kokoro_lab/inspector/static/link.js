// The page as a link: #text=Hello&voice=af_heart&select=3-5. What is as usual is left out.

const USUAL = {
  text: "", voice: "af_heart", language: null, speed: 1, seed: 0, engine: "kokoro", edits: [], phonemes: null,
};
const SHORT = 400; // characters of JSON that may stand in a link as they are
const WEIGHTS = 12; // digits of the hash that say which weights
const PACKED = "z."; // before JSON that is deflated

// A link cannot be read; the message says what is wrong with it, for a person.
export class LinkError extends Error {}

// The fragment for {request, chunk, selection, station, against, weights}, "#" not included.
export async function encode({ request, chunk = 0, selection = null, station = null, against = null, weights = null }) {
  const parts = [];
  const say = (key, value) => parts.push(`${key}=${escaped(String(value))}`);
  for (const [key, usual] of Object.entries(USUAL))
    if (key !== "edits" && request[key] !== usual) say(key, request[key]);
  if (request.edits.length) say("edits", await packed(request.edits));
  if (chunk) say("chunk", chunk);
  if (selection) say("select", selection.join("-"));
  if (station) say("station", station);
  if (against) say("against", await packed({ ...differing(against.request, request), chunk: against.chunk || undefined }));
  if (weights) say("weights", weights.slice(0, WEIGHTS));
  return parts.join("&");
}

// What `encode` was given, weights cut short; null for a fragment that is no such link, or that of another place of a page.
export async function decode(fragment) {
  const given = new Map(fragment.replace(/^#/, "").split("&").filter(Boolean).map(pair));
  if (given.has("place") || !(given.has("text") || given.has("phonemes"))) return null;
  const request = checked({
    ...USUAL,
    ...fields(given),
    edits: given.has("edits") ? await unpacked("edits", given.get("edits")) : [],
  });
  const against = given.has("against") ? await unpacked("against", given.get("against")) : null;
  return {
    request,
    chunk: whole("chunk", given.get("chunk") ?? "0"),
    selection: selected(given.get("select")),
    station: given.get("station") ?? null,
    against: against && heldFrom(against, request),
    weights: given.get("weights") ?? null,
  };
}

function pair(part) {
  const at = part.indexOf("=");
  const [key, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  try {
    return [key, decodeURIComponent(value.replaceAll("+", " "))];
  } catch {
    throw new LinkError(`The link is damaged: ${key} cannot be read.`);
  }
}

// Spaces as +, and commas, colons and slashes as they are, so that a link can be read.
function escaped(text) {
  return encodeURIComponent(text).replace(/%(20|2C|3A|2F|3B|40|24)/g, (_, code) => (code === "20" ? "+" : decodeURIComponent(`%${code}`)));
}

function fields(given) {
  const found = {};
  for (const key of ["text", "voice", "language", "engine", "phonemes"]) if (given.has(key)) found[key] = given.get(key);
  if (given.has("speed")) found.speed = given.get("speed").trim() === "" ? NaN : Number(given.get("speed"));
  if (given.has("seed")) found.seed = whole("seed", given.get("seed"));
  return found;
}

function whole(key, text) {
  if (!/^\d{1,15}$/.test(text)) throw new LinkError(`The link's ${key} must be a whole number from 0, not “${short(text)}”.`);
  return Number(text);
}

function selected(text) {
  if (text === undefined) return null;
  const [, first, stop] = /^(\d{1,9})-(\d{1,9})$/.exec(text) ?? [];
  if (first === undefined || Number(first) >= Number(stop))
    throw new LinkError(`The link's select must be first-end, such as 3-5, not “${short(text)}”.`);
  return [Number(first), Number(stop)];
}

function differing(request, from) {
  return Object.fromEntries(Object.entries(request).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(from[key])));
}

function heldFrom(against, request) {
  if (against === null || typeof against !== "object" || Array.isArray(against))
    throw new LinkError("The link's against is no request.");
  const { chunk = 0, ...fieldsOfIt } = against;
  for (const key of Object.keys(fieldsOfIt))
    if (!(key in USUAL)) throw new LinkError(`The link's against has an unknown field “${short(key)}”.`);
  return { request: checked({ ...request, ...fieldsOfIt }), chunk: whole("chunk", String(chunk)) };
}

// A request of the right types and ranges; whether it can be spoken is for the server to say.
function checked(request) {
  for (const key of ["text", "voice", "engine", "language", "phonemes"]) {
    const nothing = request[key] === null && (key === "language" || key === "phonemes");
    if (typeof request[key] !== "string" && !nothing) throw new LinkError(`The link's ${key} must be a text.`);
  }
  if (!(request.speed >= 0.1 && request.speed <= 10))
    throw new LinkError(`The link's speed must be a number from 0.1 to 10, not “${request.speed}”.`);
  whole("seed", String(request.seed));
  if (!Array.isArray(request.edits)) throw new LinkError("The link's edits must be a list.");
  return { ...request, edits: request.edits.map(edit) };
}

function edit(given) {
  const named = given && typeof given.name === "string" && given.name;
  const { arguments: values = {}, chunk = null } = given ?? {};
  if (!named || values === null || typeof values !== "object" || Array.isArray(values))
    throw new LinkError("The link's edits must each have a name and arguments.");
  if (chunk !== null && !(Number.isInteger(chunk) && chunk >= 0))
    throw new LinkError(`The link's edit ${given.name} must name a chunk from 0.`);
  return { name: given.name, arguments: values, chunk };
}

async function packed(value) {
  const json = JSON.stringify(value);
  if (json.length <= SHORT) return json;
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(json));
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return PACKED + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpacked(key, text) {
  try {
    if (!text.startsWith(PACKED)) return JSON.parse(text);
    const letters = atob(text.slice(PACKED.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(new DecompressionStream("deflate-raw"), Uint8Array.from(letters, (letter) => letter.charCodeAt(0)));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new LinkError(`The link is damaged: ${key} cannot be read (was the end cut off?).`, { cause: error });
  }
}

function through(stream, bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}

function short(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

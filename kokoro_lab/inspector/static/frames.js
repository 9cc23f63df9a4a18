// How long the tokens of a request will last, as far as that can be said before it is spoken.

const SETTLED = new Set([ // edits after which every duration is as it was; any other may change them
  "scale_pitch", "shift_pitch", "flatten_pitch", "invert_pitch", "whisper", "set_pitch", "pitch_from",
  "scale_energy", "set_energy", "no_noise", "no_harmonics", "timbre_from", "zero_phase", "random_phase",
]);
const DURATIONS = new Set(["stretch", "set_durations", "equal_durations", "durations_from"]);
const FIELDS = ["text", "phonemes", "voice", "language", "speed", "engine"]; // that durations follow

// Whether it names what means something in one chunk alone: tokens, points in time, a donor.
export function isLocal(edit) {
  return "donor" in edit.arguments || Object.values(edit.arguments).some(Array.isArray);
}

// Whether an edit changes the chunk of that index; see Edit.applies_to in kokoro_lab/request.py.
export function appliesTo(edit, chunk) {
  const local = isLocal(edit);
  return edit.chunk === null ? chunk === 0 || !local : edit.chunk === chunk;
}

export function rangeOf(edit, count) {
  return edit.arguments.tokens ?? [0, count];
}

export function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

// Frames of every token, and whether that is certain: read from the trace, or set by an edit.
// The trace may be that of an earlier request.
export function framesOf(request, trace) {
  const { index } = trace.chunk;
  const [asked, made] = [request, trace.request].map((r) => r.edits.filter((edit) => appliesTo(edit, index)));
  const [askedHere, madeHere] = [asked, made].map((edits) => edits.filter(({ name }) => DURATIONS.has(name)));
  const alike = FIELDS.every((name) => request[name] === trace.request[name]) && same(upstream(asked), upstream(made));
  let common = 0;
  while (alike && common < madeHere.length && same(askedHere[common], madeHere[common])) common += 1;
  const pace = trace.request.speed / request.speed;
  const frames = trace.tokens.map((token) => Math.max(1, Math.round(token.frames * pace)));
  const sure = frames.map(() => alike);
  for (const edit of madeHere.slice(common).reverse()) released(edit, frames, sure);
  for (const edit of askedHere.slice(common)) applied(edit, frames, sure);
  return { frames, sure };
}

function upstream(edits) {
  return edits.filter(({ name }) => !SETTLED.has(name) && !DURATIONS.has(name));
}

// An edit of the trace that the request no longer has: only the model knows what was there before.
function released(edit, frames, sure) {
  const [first, stop] = rangeOf(edit, frames.length);
  const factor = edit.name === "stretch" ? edit.arguments.factor : 1;
  for (let t = first; t < stop; t += 1) {
    frames[t] = Math.max(1, Math.round(frames[t] / factor));
    sure[t] = false;
  }
}

function applied(edit, frames, sure) {
  const [first, stop] = rangeOf(edit, frames.length);
  for (let t = first; t < stop; t += 1) {
    if (edit.name === "set_durations") [frames[t], sure[t]] = [edit.arguments.frames[t - first], true];
    else if (edit.name === "stretch") frames[t] = Math.max(1, evenly(Math.fround(frames[t] * Math.fround(edit.arguments.factor))));
    else sure[t] = false;
  }
}

// Half a frame goes to the even neighbour, as in torch.
function evenly(value) {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}

// Edits in words, for labels and chips.

const SAID = {
  stretch: ({ factor }) => `durations × ${figure(factor)}`,
  equal_durations: () => "equal durations",
  durations_from: ({ donor }) => `durations of ${spoken(donor)}`,
  scale_pitch: ({ factor }) => `pitch × ${figure(factor)}`,
  shift_pitch: ({ semitones }) => `pitch ${semitones < 0 ? "−" : "+"}${figure(Math.abs(semitones))} st`,
  flatten_pitch: ({ hz }) => (hz ? `pitch flattened at ${figure(hz)} Hz` : "pitch flattened"),
  invert_pitch: () => "pitch inverted",
  whisper: () => "whispered",
  set_pitch: () => "pitch drawn",
  pitch_from: ({ donor }) => `melody of ${spoken(donor)}`,
  scale_energy: ({ factor }) => `energy × ${figure(factor)}`,
  set_energy: () => "energy drawn",
  no_noise: () => "no noise",
  no_harmonics: () => "no harmonics",
  timbre_from: ({ voice }) => `timbre of ${voice}`,
  prosody_from: ({ voice }) => `prosody of ${voice}`,
  style_row: ({ symbols }) => `style of ${symbols} symbols`,
  zero_phase: () => "zero phase",
  random_phase: () => "random phase",
  knock_out_head: ({ head, pass_ }) => `no attention head ${head}${pass_ === undefined || pass_ === null ? "" : ` in pass ${pass_}`}`,
  skip_block: ({ module }) => `${module} skipped`,
  patch: ({ module, donor }) => `${module} of ${spoken(donor)}`,
};

// Another request, by its text and voice.
function spoken(donor) {
  try {
    const { text, phonemes, voice } = JSON.parse(donor);
    const said = (text || phonemes).trim();
    return `“${said.length > 24 ? `${said.slice(0, 24)}…` : said}” by ${voice}`;
  } catch {
    return "another request"; // not JSON: the server will say so
  }
}

// "ʌ in “moon” 5 → 8 frames", "pitch flattened". An edit that is not known is named with its arguments.
export function describe(edit, trace) {
  const { tokens, ...rest } = edit.arguments;
  if (edit.name === "set_durations") return durations(edit.arguments, trace);
  const what = SAID[edit.name]?.(rest) ?? plain(edit.name, rest);
  return tokens ? `${what}: ${placed(tokens, trace)}` : what;
}

function durations({ tokens, frames }, trace) {
  const place = placed(tokens ?? [0, trace.tokens.length], trace);
  const now = trace.tokens.slice(...(tokens ?? [])).reduce((sum, token) => sum + token.frames, 0);
  const then = frames.reduce((a, b) => a + b, 0);
  return now === then ? `${place} ${then} ${then === 1 ? "frame" : "frames"}` : `${place} ${now} → ${then} frames`;
}

function plain(name, rest) {
  const said = Object.entries(rest).map(([key, value]) => `${key} ${Array.isArray(value) ? `(${value.length})` : value}`);
  return [name.replaceAll("_", " "), said.join(", ")].filter(Boolean).join(" ");
}

// Tokens in words: "ʌ in “moon”", "“moon”", "“moon … light”", "whole utterance".
export function placed(tokens, trace) {
  if (!tokens) return "whole utterance";
  const inside = trace.tokens.slice(...tokens);
  const words = [...new Set(inside.map((token) => token.word))].filter((word) => word >= 0);
  const name = (word) => trace.chunk.words[word].text.trim();
  if (inside.length === trace.tokens.length) return "whole utterance";
  if (inside.length === 1) return single(inside[0], words.length ? name(words[0]) : null);
  if (!words.length) return `“${inside.map((token) => token.symbol).join("")}”`;
  const whole = trace.tokens.filter((token) => token.word === words[0]).length === inside.length;
  if (words.length === 1 && !whole) return `${inside.map((token) => token.symbol).join("")} in “${name(words[0])}”`;
  return words.length === 1 ? `“${name(words[0])}”` : `“${name(words[0])} … ${name(words.at(-1))}”`;
}

function single({ symbol }, word) {
  if (symbol === "") return "silence at the edge";
  if (symbol === " ") return "space";
  return word === null || word === symbol ? `“${symbol}”` : `${symbol} in “${word}”`;
}

function figure(value) {
  return typeof value === "number" ? String(Math.round(value * 1000) / 1000) : String(value);
}

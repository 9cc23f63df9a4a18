// The request as the visitor writes it, which is Gradio's form; and the request as the server takes it.

const NAMES = ["text", "voice", "language", "speed", "seed"]; // in the order of the form

export function requestOf(fields) {
  const form = Object.fromEntries(NAMES.map((name, i) => [name, fields[i]]));
  const { text, voice, language, speed, seed } = form;
  return {
    text: text || "", voice: voice || "", language: language || null, speed, seed: seed || 0,
    engine: "kokoro", phonemes: null, edits: [],
  };
}

export function fieldsOf(request) {
  return NAMES.map((name) => request[name] ?? "");
}

// Whether the form says what a request says.
export function says(fields, request) {
  const form = requestOf(fields);
  return NAMES.every((name) => form[name] === request[name]);
}

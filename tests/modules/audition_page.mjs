// The place Voices before a server that speaks in hums, each voice at its own pitch and pace, and only when it is let.
// What leaves the loudspeaker is kept by the tap of tests/browser.py.
import { mount } from "/casting/voices.js";

const RATE = 24000;
const PITCH = { af_heart: 150, bf_emma: 190, bf_isabella: 230, am_adam: 110 };
const PACE = { af_heart: 1, bf_emma: 1.5, bf_isabella: 0.8, am_adam: 1.2 }; // a word lasts so many times 0.4 seconds
const asked = [];

function take({ request }) {
  const { voice, text } = request;
  const long = 0.4 * (PACE[voice] ?? 1);
  const words = [...text.matchAll(/\S+/g)].map(({ index, 0: word }, i) => [index, index + word.length, 0.1 + i * (long + 0.1), 0.1 + i * (long + 0.1) + long]);
  const seconds = Math.round(((words.at(-1)?.[3] ?? 0) + 0.1) * RATE) / RATE;
  const samples = Int16Array.from({ length: seconds * RATE }, (_, i) => 9000 * Math.sin((2 * Math.PI * (PITCH[voice] ?? 170) * i) / RATE));
  const shared = asked.length > 1 ? ["hidden", "content"] : [];
  const message = { kind: "take", request, seconds, rate: RATE, words, loudness: -20, gain_db: 4, pitch: PITCH[voice] ?? 170, pace: 10, symbols: "", chunks: 1, losses: [], shared, work: 0.5 };
  return { message, buffers: [new DataView(samples.buffer)] };
}

const waiting = []; // takes that were asked for, until they are let go
let free = false;

function ask(message, { signal }) {
  asked.push(message);
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    if (message.kind === "export") return resolve({ message: { kind: "export", name: "voices.zip", type: "application/zip" }, buffers: [new DataView(Uint8Array.of(80, 75).buffer)] });
    const go = () => resolve(take(message));
    return free ? go() : waiting.push(go);
  });
}

const request = { text: "One two three four five.", voice: "af_heart", language: null, speed: 1, seed: 0, engine: "kokoro", phonemes: null, edits: [] };
const root = document.getElementById("root");
const place = mount({ root, ask, address: "/ask", clips: "/clips/", request, use: (formula) => (window.used = formula) });

const heardTake = () => place.model.get("takes").get(place.model.get("heard")?.formula);

// Where the take that is heard is, counted in words.
function words() {
  const take = heardTake();
  const { char, pause, part } = take.place(place.model.get("playhead"));
  return take.words.findIndex(([first]) => first === char) + (pause ? 1 : part);
}

// Press a key for another voice: how many words further it is heard, and the seconds that this took.
async function further(key) {
  const { model } = place;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const [before, from, since] = [words(), model.get("heard").formula, performance.now()];
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (model.get("heard")?.formula === from) await frame();
  return { words: words() - before, seconds: (performance.now() - since) / 1000 };
}

Object.assign(window, {
  place, asked, request, further,
  model: place.model,
  act: place.act,
  go: () => waiting.shift()?.(), // lets one take be made
  letGo: () => {
    free = true;
    for (const one of waiting.splice(0)) one();
  },
});

// A page that speaks before anybody has touched it, and says what comes of it.
if (location.hash === "#untouched") {
  window.letGo();
  place.model.on("change:silent", () => console.log(`silent: ${place.model.get("silent")}`));
  place.act.speak(["af_heart"], { play: true });
}

// Reads {trace, curves, seed, count} from its input, does that many things by hand, and writes the request.
import { readFileSync } from "node:fs";
import { chances, randomChange } from "./speech.mjs";

const { trace, curves, seed, count } = JSON.parse(readFileSync(0, "utf8"));
const tiers = Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, { values: Float32Array.from(values) }]));
const made = { ...trace, tier: (name) => tiers[name] };
const chance = chances(seed);
const done = [];
let { request } = made;
for (let step = 0; step < count; step += 1) {
  const { label, ...next } = randomChange(chance, request, made, { voices: ["af_heart", "am_adam", "bf_emma"] });
  request = { ...request, ...next };
  done.push(label ?? "another voice or speed");
}
process.stdout.write(JSON.stringify({ request, done }));

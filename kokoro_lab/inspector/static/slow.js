// Speech made slower without changing its pitch: WSOLA (Verhelst and Roelands, 1993).
//
// Windows are laid out further apart than they were taken; each is taken from the place nearby that goes on
// best from the one before, so that periods of the voice meet in step.

const HOP = 1 / 80; // seconds between windows laid out; a window is twice as long
export const TAIL = 2 * HOP; // seconds after what is wanted from which the last windows are taken
const REACH = 1 / 150; // seconds to either side in which a place is looked for: a period of 75 Hz in all
const COARSE = 4; // samples between places and between products of the first search

// The samples as `factor` times as many. Towards the end, where windows are not whole, the last whole ones are taken again.
export function slowed(samples, factor, rate) {
  const hop = Math.round(HOP * rate);
  const rise = Float32Array.from({ length: hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / hop));
  const out = new Float32Array(Math.round(samples.length * factor));
  const end = samples.length - 1;
  let going = 0; // where the window before would go on by itself
  for (let at = 0; at < out.length; at += hop) {
    const wanted = Math.round(at / factor);
    const next = at === 0 ? 0 : nearest(samples, wanted, going, hop, Math.round(REACH * rate));
    const count = Math.min(hop, out.length - at);
    for (let i = 0; i < count; i += 1) {
      const old = samples[Math.min(going + i, end)];
      out[at + i] = old + rise[i] * (samples[Math.min(next + i, end)] - old);
    }
    going = next + hop;
  }
  return out;
}

// The place around `wanted` at which the samples are most like those at `going`.
function nearest(samples, wanted, going, hop, reach) {
  const whole = Math.max(0, samples.length - 2 * hop); // a window that begins no later can go on by itself
  const first = Math.min(Math.max(0, wanted - reach), whole);
  const last = Math.min(wanted + reach, whole);
  const rough = best(samples, going, hop, first, last, COARSE);
  return best(samples, going, hop, Math.max(first, rough - COARSE), Math.min(last, rough + COARSE), 1);
}

function best(samples, going, hop, first, last, step) {
  const count = Math.max(0, Math.min(hop, samples.length - going));
  let [found, most] = [first, -Infinity];
  for (let place = first; place <= last; place += step) {
    let [product, power] = [0, 1e-9];
    for (let i = 0; i < count; i += step) {
      const sample = samples[place + i];
      product += sample * samples[going + i];
      power += sample * sample;
    }
    const like = product / Math.sqrt(power);
    if (like > most) [found, most] = [place, like];
  }
  return found;
}

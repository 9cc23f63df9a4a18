// The place Voices in a link: #text=…&voice=af_heart&place=voices&view=mixer&mix=MIX&chosen=bf_emma|af_heart; without a mix,
// it is the voice. The request is written and read by the inspector's link.js.
import { decode, encode } from "../inspector/link.js";

const BETWEEN = "|"; // stands in no formula
const OWN = ["place", "view", "mix", "chosen"]; // parts that are no request's

export async function linkOf({ request, mix, view, chosen }) {
  const whole = { phonemes: null, engine: "kokoro", ...request, edits: [] };
  const parts = [await encode({ request: whole }), "place=voices", `view=${view}`];
  if (mix !== whole.voice) parts.push(`mix=${encodeURIComponent(mix)}`);
  if (chosen.length) parts.push(`chosen=${encodeURIComponent(chosen.join(BETWEEN))}`);
  return parts.filter(Boolean).join("&");
}

// The place of the page that a fragment names; null where it names none.
export function placeOf(fragment) {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("place");
}

// The request in the link to a place; null where it has no text.
export async function requestOf(fragment) {
  const others = fragment.replace(/^#/, "").split("&").filter((part) => !OWN.includes(part.split("=")[0]));
  return (await decode(others.join("&")))?.request ?? null;
}

// {request, mix, view, chosen} of a link to this place.
export async function read(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  return {
    request: await requestOf(fragment),
    mix: given.get("mix") ?? given.get("voice") ?? "af_heart",
    view: given.get("view") ?? "gallery",
    chosen: (given.get("chosen") ?? "").split(BETWEEN).filter(Boolean),
  };
}

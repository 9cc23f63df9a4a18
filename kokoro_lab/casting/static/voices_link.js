// The place Voices in a link: #text=…&voice=MIX&place=voices&view=mixer&chosen=bf_emma|af_heart. The request is written and
// read by the inspector's link.js.
import { decode, encode } from "../inspector/link.js";

const BETWEEN = "|"; // stands in no formula
const OWN = ["place", "view", "chosen"];

export async function linkOf({ request, mix, view, chosen }) {
  const whole = { phonemes: null, engine: "kokoro", ...request, voice: mix, edits: [] };
  const parts = [await encode({ request: whole }), "place=voices", `view=${view}`];
  if (chosen.length) parts.push(`chosen=${encodeURIComponent(chosen.join(BETWEEN))}`);
  return parts.filter(Boolean).join("&");
}

// Whether a fragment is such a link.
export function isOurs(fragment) {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("place") === "voices";
}

// {request, mix, view, chosen} of such a link; the request is null where it has no text.
export async function read(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const others = fragment.replace(/^#/, "").split("&").filter((part) => !OWN.includes(part.split("=")[0]));
  const found = await decode(others.join("&"));
  return {
    request: found?.request ?? null,
    mix: given.get("voice") ?? "af_heart",
    view: given.get("view") ?? "gallery",
    chosen: (given.get("chosen") ?? "").split(BETWEEN).filter(Boolean),
  };
}

// The place Voices in a link: #text=…&voice=MIX&place=voices&view=mixer&chosen=bf_emma|af_heart. The request is written and
// read by the inspector's link.js, which leaves these parts alone.
import { encode } from "../inspector/link.js";

const BETWEEN = "|"; // stands in no formula

export async function linkOf({ request, mix, view, chosen }) {
  const whole = { phonemes: null, engine: "kokoro", ...request, voice: mix, edits: [] };
  const parts = [await encode({ request: whole }), "place=voices", `view=${view}`];
  if (chosen.length) parts.push(`chosen=${encodeURIComponent(chosen.join(BETWEEN))}`);
  return parts.filter(Boolean).join("&");
}

// {view, mix, chosen} of such a link; null for any other.
export function placeOf(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  if (given.get("place") !== "voices") return null;
  const chosen = (given.get("chosen") ?? "").split(BETWEEN).filter(Boolean);
  return { view: given.get("view") ?? "gallery", mix: given.get("voice") ?? null, chosen };
}

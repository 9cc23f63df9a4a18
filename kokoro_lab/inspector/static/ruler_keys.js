// What the keys do on the ruler; the transport lists them beside its own.
import { between, neighbour } from "./hits.js";

export const KEYS = [
  ["← →", "phoneme before, next phoneme"],
  ["Alt ← →", "one frame shorter, longer"],
  ["Alt ↑ ↓", "a semitone higher, lower; on energy 5 % more, less (with Shift a tenth of that)"],
  ["Enter", "type a duration or a pitch"],
  ["Delete", "as the model gave it"],
  ["Shift ← →", "earlier, later"],
  ["Alt Shift ← →", "select one phoneme less, more"],
  ["+ −", "look closer, show more time"],
  ["0, Home", "show all of it"],
  ["Esc", "let the cursor go"],
  ["Ctrl or ⌘ + wheel", "look closer where the pointer is"],
  ["Shift + wheel", "earlier, later"],
  ["Wheel on selected phonemes", "in F0 a semitone, in energy 5 %"],
  ["Drag", "an edge: duration; on F0 or energy: draw (with Alt over unvoiced points too); elsewhere: select"],
  ["Double click", "look at that word"],
];
const PART = 0.1; // of the view, for one step of panning

const PLAIN = {
  "+": (ruler) => ruler.closer(1.5),
  "=": (ruler) => ruler.closer(1.5),
  "-": (ruler) => ruler.closer(1 / 1.5),
  "−": (ruler) => ruler.closer(1 / 1.5),
  0: (ruler) => ruler.all(),
  Home: (ruler) => ruler.all(),
  Escape: (ruler) => ruler.release(),
  Enter: (ruler) => ruler.entry.open(ruler.token),
  Delete: (ruler, tier) => ruler.hand.reset(ruler.selection ?? [ruler.token, ruler.token + 1], tier),
  Backspace: (ruler, tier) => PLAIN.Delete(ruler, tier),
  ArrowLeft: (ruler) => step(ruler, -1),
  ArrowRight: (ruler) => step(ruler, 1),
};
const SHIFTED = {
  ArrowLeft: (ruler) => ruler.pan(-PART * (ruler.view.end - ruler.view.start)),
  ArrowRight: (ruler) => ruler.pan(PART * (ruler.view.end - ruler.view.start)),
  "+": PLAIN["+"], // which needs Shift on some keyboards
};
const ALTERED = {
  ArrowLeft: (ruler) => ruler.hand.lengthen(ruler.token, -1),
  ArrowRight: (ruler) => ruler.hand.lengthen(ruler.token, 1),
  ArrowUp: (ruler, tier) => ruler.hand.raise(tier, 1),
  ArrowDown: (ruler, tier) => ruler.hand.raise(tier, -1),
};
const BOTH = {
  ArrowLeft: (ruler) => extend(ruler, -1),
  ArrowRight: (ruler) => extend(ruler, 1),
  ArrowUp: (ruler, tier) => ruler.hand.raise(tier, 0.1),
  ArrowDown: (ruler, tier) => ruler.hand.raise(tier, -0.1),
};

export function onKey(event, ruler) {
  const foreign = event.defaultPrevented || event.ctrlKey || event.metaKey || event.target.closest("input, textarea");
  if (foreign || !ruler.front) return;
  const onButton = event.target.closest("button") && ["Enter", "Escape"].includes(event.key);
  const strip = event.target.closest(".kl-overview"); // a scrollbar: arrows scroll
  const keys = event.altKey ? (event.shiftKey ? BOTH : ALTERED) : event.shiftKey || (strip && event.key.startsWith("Arrow")) ? SHIFTED : PLAIN;
  if (event.key === "Escape" && !ruler.model.get("locked")) return; // the transport's
  if (onButton || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key](ruler, event.target.closest(".kl-row")?.dataset.tier);
}

function step(ruler, direction) {
  const { tokens } = ruler.front;
  const begun = ruler.selection || ruler.model.get("locked") || !tokens[ruler.token].symbol;
  const to = begun ? neighbour(tokens, ruler.token, direction) : ruler.token; // the first press takes the one at the cursor
  ruler.choose([to, to + 1]);
}

// The end of the selection moves; its beginning stays.
function extend(ruler, direction) {
  const [first, stop] = ruler.selection ?? [ruler.token, ruler.token + 1];
  const last = neighbour(ruler.front.tokens, stop - 1, direction);
  if (last >= first) ruler.choose(between(first, last));
}

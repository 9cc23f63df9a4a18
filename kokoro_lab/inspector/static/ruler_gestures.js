// What a drag does, from its first spot to its last: {move(spot), end(), cancel()}.
import { between, frameSeconds, framesUpTo, stroke } from "./hits.js";

// The time axis goes with the pointer.
export function pans(ruler, from) {
  const { start } = ruler.view;
  return { move: ({ x }) => ruler.pan(start - (x - from.x) / ruler.view.pixels - ruler.view.start) };
}

export function selects(ruler, from) {
  let last = from;
  return {
    move(spot) {
      if (spot.token !== last.token || last === from) ruler.act.select(between(from.token, spot.token));
      if (!ruler.model.get("locked")) ruler.act.hover(spot.seconds);
      last = spot;
    },
    end: () => ruler.choose(between(from.token, last.token), last.seconds),
  };
}

// A phoneme's right edge, a whole frame at a time.
export function pulls(ruler, token) {
  const { hand } = ruler;
  const old = ruler.front.tokens[token].frames;
  let frames = hand.frames(token);
  const before = frames;
  return {
    move({ x }) {
      const { tokens } = hand;
      const frame = frameSeconds(tokens);
      frames = framesUpTo(tokens[token], ruler.view.t(x), frame);
      hand.showLength(token, frames);
      const label = `${frames} frames, ${Math.round(frames * frame * 1000)} ms (was ${old})`;
      hand.edge = { seconds: tokens[token].start + frames * frame, label };
    },
    end() {
      hand.edge = null;
      hand.showLength(token, before);
      hand.setLength(token, frames);
      ruler.mark("phonemes");
    },
    cancel() {
      hand.edge = null;
      hand.showLength(token, before);
    },
  };
}

// A curve follows the pointer; unvoiced points stay so unless Alt is held.
export function draws(ruler, from) {
  const { tier } = from.row;
  const points = new Map();
  let last = null;
  const at = ({ seconds, y }) => ({ seconds, value: tier.axis(from.row.height).value(y) });
  return {
    move(spot) {
      const here = at(spot);
      for (const { index, value } of stroke(tier.tier, last ?? at(from), here))
        if (spot.alt || tier.tier.values[index] > tier.floor) points.set(index, value);
      last = here;
      if (points.size) ruler.hand.showDrawn(tier, points);
      if (!ruler.model.get("locked")) ruler.act.hover(spot.seconds);
    },
    end: () => ruler.hand.draw(tier, points),
    cancel() {
      ruler.hand.preview.curves.delete(tier.name);
      ruler.mark(tier.name);
    },
  };
}

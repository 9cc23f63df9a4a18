// When a voice in the gallery is heard: a pointer that rests on its card, the focus that a key brought there, or a press.

const RESTS = 150; // ms

// `itemAt(node)` is {card, formula} of the card that a node is in, or undefined.
export function hearing(list, { model, act, itemAt }) {
  let [timer, over, begun] = [0, undefined, undefined]; // what is below the pointer; what was begun by passing over it

  function hear({ formula }) {
    clearTimeout(timer);
    begun = undefined;
    act.hear(formula);
  }

  // What has no clip would have to be made: that is for a press.
  function pass(item) {
    if (item.card.clip) act.hear(item.formula);
    else if (model.get("takes").has(item.formula)) act.hearTake(item.formula);
    else return;
    begun = item;
  }

  function leave() {
    clearTimeout(timer);
    over = undefined;
    if (begun) act.hush();
    begun = undefined;
  }

  function onMove({ target, pointerType }) {
    if (pointerType === "touch") return;
    const item = itemAt(target);
    if (item === over) return;
    leave();
    over = item;
    if (item) timer = setTimeout(() => pass(item), RESTS);
  }

  // By a key alone: a press on a card focuses it too, and is heard as a press.
  function onFocus({ target }) {
    const item = itemAt(target);
    if (item && target.matches(":focus-visible")) pass(item);
  }

  list.addEventListener("pointermove", onMove);
  list.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && leave());
  list.addEventListener("focusin", onFocus);
  list.addEventListener("focusout", ({ relatedTarget }) => list.contains(relatedTarget) || leave());
  return { hear, leave };
}

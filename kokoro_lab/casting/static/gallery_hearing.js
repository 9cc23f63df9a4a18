// When a voice in the gallery is heard: a pointer that rests on its card, the focus that a key brought there, or a press.

const RESTS = 150; // ms

// `cardAt(node)` is the card that a node is in, or undefined; `say` gets what keeps it from being heard, "" when nothing does.
export function hearing(list, { model, act, cardAt, say }) {
  let [timer, over, begun] = [0, undefined, undefined]; // the card below the pointer; the card that passing by began

  async function hear(card) {
    begun = undefined;
    say(navigator.userActivation?.hasBeenActive === false ? "Click once to let the page sound." : "");
    try {
      await act.hear(card.name);
    } catch (error) {
      if (error.name === "AbortError") return; // another is heard instead
      say(error.name === "NotAllowedError" ? "Click once to let the page sound." : error.message);
    }
  }

  // What has no clip would have to be made: that is for a press.
  function pass(card) {
    if (!card.clip && !model.get("takes")?.has(card.formula ?? card.name)) return;
    hear(card);
    begun = card;
  }

  function leave() {
    clearTimeout(timer);
    over = undefined;
    if (begun) act.hush();
    begun = undefined;
  }

  function onMove({ target, pointerType }) {
    if (pointerType === "touch") return;
    const card = cardAt(target);
    if (card === over) return;
    leave();
    over = card;
    if (card) timer = setTimeout(() => pass(card), RESTS);
  }

  // By a key alone: a press on a card focuses it too, and is heard as a press.
  function onFocus({ target }) {
    const card = cardAt(target);
    if (card && target.matches(":focus-visible")) pass(card);
  }

  list.addEventListener("pointermove", onMove);
  list.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && leave());
  list.addEventListener("focusin", onFocus);
  list.addEventListener("focusout", ({ relatedTarget }) => list.contains(relatedTarget) || leave());
  return { hear, leave };
}

// What a person calls a voice or a formula of voices.

const LONGEST = 40; // characters of a formula that stand in a line

export function cardOf(model, formula) {
  return model.get("cards").find((card) => (card.formula ?? card.name) === formula) ?? null;
}

// "Emma" for bf_emma, the name under which a blend was saved, else the formula itself, cut to fit a line.
export function titleOf(model, formula) {
  const card = cardOf(model, formula);
  if (card) return card.display;
  return formula.length > LONGEST ? `${formula.slice(0, LONGEST - 1)}…` : formula;
}

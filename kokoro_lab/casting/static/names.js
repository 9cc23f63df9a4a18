// What a person calls a voice or a formula of voices.

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/g;
const LONGEST = 40; // characters of a formula that stand in a line

export function cardOf(model, formula) {
  return model.get("cards").find((card) => (card.formula ?? card.name) === formula) ?? null;
}

// "Emma" for bf_emma, the name under which a blend was saved, else the formula as a person reads it ("0.6 Emma +
// 0.4 Heart"), cut to fit a line.
export function titleOf(model, code) {
  const card = cardOf(model, code);
  if (card) return card.display;
  const formula = code.replace(NAME, (name) => cardOf(model, name)?.display ?? name).replaceAll("*", " ");
  return formula.length > LONGEST ? `${formula.slice(0, LONGEST - 1)}…` : formula;
}

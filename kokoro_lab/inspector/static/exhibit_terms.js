// One thing, seen in several exhibits: a bar, a cell and a number of a formula that share a term light up together.

export class Terms {
  constructor() {
    this.lit = null;
    this.listeners = new Set();
  }

  light(term) {
    if (this.lit === (term ?? null)) return;
    this.lit = term ?? null;
    for (const listener of this.listeners) listener(this.lit);
  }

  // Returns what stops listening.
  on(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

// Elements with a data-term under `root` light up with their term, and light it when pointed at or focused.
export function linkTerms(root, terms) {
  const termOf = ({ target }) => target.closest?.("[data-term]")?.dataset.term ?? null;
  for (const event of ["pointerover", "focusin"]) root.addEventListener(event, (e) => termOf(e) !== null && terms.light(termOf(e)));
  for (const event of ["pointerout", "focusout"]) root.addEventListener(event, (e) => termOf(e) !== null && terms.light(null));
  return terms.on((lit) => {
    for (const node of root.querySelectorAll("[data-term]")) node.classList.toggle("kl-lit", node.dataset.term === lit);
  });
}

// What narrows and orders the gallery: words, languages, gender, grade, favourites, and what it is sorted by.
import { make } from "../inspector/dom.js";
import { EVERYTHING, GRADES, SORTS, languages } from "./gallery_search.js";

const GENDERS = [["", "any gender"], ["female", "female"], ["male", "male"]];
const AT_LEAST = [["", "any grade"], ...GRADES.map((grade) => [grade, grade === "A" ? "grade A" : `grade ${grade} or better`])];

// `wanted` is {filters, sort}; `change` gets what of it is to be another.
export function controls(wanted, change) {
  const filter = (filters) => change({ filters: { ...wanted.filters, ...filters } });
  const node = make("div", "kl-gallery-controls");
  const search = make("input", "kl-gallery-search");
  Object.assign(search, { type: "search", placeholder: "Search: british female low, emma, grade b …", ariaLabel: "Search voices", autocomplete: "off", spellcheck: false });
  search.addEventListener("input", () => filter({ words: search.value }));
  const gender = choice("Gender", GENDERS, (value) => filter({ gender: value || null }));
  const grade = choice("Grade, at least", AT_LEAST, (value) => filter({ grade: value || null }));
  grade.title = "Upstream's grade of the training data and quality";
  const sort = choice("Sorted by", SORTS.map((name) => [name, `by ${name}`]), (value) => change({ sort: value }));
  const favourites = make("button", "kl-gallery-chip kl-gallery-favourites");
  favourites.type = "button";
  favourites.addEventListener("click", () => filter({ favourites: !wanted.filters.favourites }));
  const chips = languageChips(wanted, filter);
  node.append(search, gender, grade, favourites, sort, chips.node);

  // `unspoken` is what the other filters let through.
  function show(cards, unspoken, marked) {
    const { filters } = wanted;
    if (search.value !== filters.words) search.value = filters.words;
    [gender.value, grade.value, sort.value] = [filters.gender ?? "", filters.grade ?? "", wanted.sort];
    favourites.replaceChildren(make("span", "", "★ favourites "), make("span", "kl-count", marked));
    favourites.setAttribute("aria-pressed", filters.favourites);
    chips.show(languages(cards, unspoken));
  }

  return { node, search, show, clear: () => change({ filters: EVERYTHING }) };
}

// A chip for each language; `filter` gets those that are pressed.
function languageChips(wanted, filter) {
  const node = make("div", "kl-gallery-languages");
  node.setAttribute("role", "group");
  node.ariaLabel = "Languages";
  const buttons = new Map(); // by language, so that the focus stays on one that was pressed

  function chip(language) {
    const button = make("button", "kl-gallery-chip");
    button.type = "button";
    button.addEventListener("click", () => {
      const { languages: codes } = wanted.filters;
      filter({ languages: codes.includes(language) ? codes.filter((code) => code !== language) : [...codes, language] });
    });
    buttons.set(language, button);
    node.append(button);
    return button;
  }

  function show(counted) {
    for (const { language, name, count } of counted) {
      const button = buttons.get(language) ?? chip(language);
      button.replaceChildren(make("span", "", `${name} `), make("span", "kl-count", count));
      button.setAttribute("aria-pressed", wanted.filters.languages.includes(language));
      button.classList.toggle("kl-none", count === 0);
    }
  }

  return { node, show };
}

function choice(name, options, change) {
  const node = make("select", "kl-gallery-choice");
  node.ariaLabel = name;
  node.append(...options.map(([value, text]) => new Option(text, value)));
  node.addEventListener("change", () => change(node.value));
  return node;
}

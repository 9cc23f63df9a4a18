// The gallery: all voices as cards that are heard by passing over them, narrowed by words and filters.
import { make } from "../inspector/dom.js";
import { listen } from "../inspector/exhibit_events.js";
import { cardOf, mixed } from "./gallery_card.js";
import { controls } from "./gallery_controls.js";
import { columns, extent, jump, neighbour } from "./gallery_grid.js";
import { hearing } from "./gallery_hearing.js";
import { EVERYTHING, YOURS, asked, grouped, indexed, search } from "./gallery_search.js";

const WIDTH = 184; // px, of a card at least
const GAP = 16; // px, between cards; as in gallery.css
const FEW = 9; // as many as there are number keys
const KEYS = [["← ↑ → ↓", "move and hear"], ["Enter", "again"], ["C", "candidate"], ["F", "favourite"], ["M", "mix"], ["/", "search"]];

const wanted = { filters: EVERYTHING, sort: "language" }; // outlasts the view, not the page

function render({ model, el, act }) {
  const view = new Gallery(model, el, act);
  view.onCards();
  return view.end;
}

class Gallery {
  constructor(model, el, act) {
    Object.assign(this, { model, act, items: new Map(), index: [], order: [], current: null });
    el.classList.add("kl-gallery");
    this.bar = controls(wanted, (changed) => this.want(changed));
    this.said = make("div", "kl-gallery-said");
    this.said.setAttribute("role", "status");
    this.line = make("p", "kl-gallery-line");
    this.legend = make("p", "kl-gallery-legend");
    const news = make("div", "kl-gallery-news");
    news.append(this.said, this.line);
    this.list = make("div", "kl-gallery-list");
    el.append(this.bar.node, news, this.list, this.legend);
    this.hint();
    this.hearing = hearing(this.list, { model, act, itemAt: (node) => this.itemAt(node) });
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("focusin", ({ target }) => this.itemAt(target) && this.stop(this.itemAt(target)));
    const sizes = new ResizeObserver(() => this.lay());
    sizes.observe(this.list);
    const states = ["chosen", "heard", "playing", "playhead", "making", "takes"].map((name) => [`change:${name}`, () => this.mark()]);
    const deaf = listen(model, {
      "change:cards": () => this.onCards(), "change:favourites": () => this.onFavourites(), "change:silent": () => this.hint(),
      ...Object.fromEntries(states),
    });
    this.end = () => {
      this.hearing.leave();
      sizes.disconnect();
      deaf();
    };
  }

  itemAt(node) {
    return this.items.get(node.closest?.(".kl-voice")?.dataset.name);
  }

  onCards() {
    const cards = this.model.get("cards");
    const ends = { pitch: extent(cards.map(({ pitch }) => pitch)), pace: extent(cards.map(({ pace }) => pace)) };
    this.items = new Map(cards.map((card) => [card.name, cardOf(card, ends, this.act)]));
    this.index = indexed(cards);
    this.legend.textContent = legend(ends);
    this.arrange();
  }

  onFavourites() {
    if (wanted.filters.favourites) this.arrange();
    else this.count();
    this.mark();
  }

  want(changed) {
    Object.assign(wanted, changed);
    this.arrange();
  }

  // The cards that are wanted, in order. If the one with the focus is not among them any more, the next one has it.
  arrange() {
    const favourites = this.model.get("favourites");
    this.found = search(this.index, wanted.filters, favourites);
    const focused = this.order.findIndex(({ main }) => main === document.activeElement);
    const groups = grouped(this.found.shown, wanted.sort);
    this.order = groups.flatMap(({ cards }) => cards.map(({ name }) => this.items.get(name)));
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    this.list.classList.toggle("kl-by-language", wanted.sort === "language");
    this.stop(this.order.includes(this.current) ? this.current : this.order[0]);
    this.lay();
    this.count();
    this.say();
    this.mark();
    if (focused >= 0) this.order[Math.min(focused, this.order.length - 1)]?.main.focus({ preventScroll: true });
  }

  group({ title, cards }) {
    const node = make("section", "kl-gallery-group");
    node.setAttribute("role", "list");
    node.ariaLabel = title || "Voices";
    node.dataset.count = cards.length;
    if (title) {
      const heading = make("h3", "", title);
      heading.append(" ", make("span", "kl-count", cards.length));
      const spoken = wanted.sort === "language" && title !== YOURS && this.model.get("galleryText")?.[cards[0].language];
      if (spoken) heading.append(Object.assign(make("span", "kl-gallery-sentence", spoken), { lang: cards[0].language, title: `What the clips say: ${spoken}` }));
      node.append(heading);
    }
    node.append(...cards.map(({ name }) => this.items.get(name).node));
    return node;
  }

  // Small groups stand side by side, as wide as they have cards.
  lay() {
    const room = columns(this.list.clientWidth, WIDTH, GAP);
    this.list.style.setProperty("--kl-columns", room);
    for (const node of this.list.children) node.style.setProperty("--kl-span", Math.min(room, Number(node.dataset.count)));
  }

  count() {
    this.bar.show(this.index.map(({ card }) => card), this.found.unspoken, (this.model.get("favourites")).size);
  }

  // How many there are, what was left out, and what can be done with all of them.
  say() {
    const { shown, unknown, known } = this.found;
    const all = this.index.length;
    const count = shown.length === all ? `${all} voices` : `${shown.length} of ${all} voices`;
    this.said.replaceChildren(make("span", "kl-gallery-count", all ? count : "The voices are on their way."));
    for (const word of unknown) this.said.append(make("span", "kl-gallery-unknown", `Nothing here measures “${word}”; listen for it.`));
    const why = asked(wanted.filters, known, this.index.map(({ card }) => card));
    if (all && !shown.length) this.said.append(make("span", "", nothing(wanted.filters, why, this.model.get("favourites"))));
    if (why.length || unknown.length) this.said.append(this.press("Clear", () => this.bar.clear()));
    this.together();
  }

  // All that are shown, as candidates, if they are few.
  together() {
    this.said.querySelector(".kl-together")?.remove();
    const chosen = this.model.get("chosen");
    const others = this.order.filter(({ formula }) => !chosen.includes(formula));
    if (this.order.length > FEW || this.order.length < 2 || !others.length) return;
    const button = this.press(`Put all ${this.order.length} among the candidates`, () => this.act.chooseAll([...chosen, ...others.map(({ formula }) => formula)]));
    button.classList.add("kl-together");
    this.said.append(button);
  }

  press(text, onClick) {
    const button = make("button", "kl-gallery-press", text);
    button.type = "button";
    button.addEventListener("click", onClick);
    return button;
  }

  // Browsers let a page sound only after something was pressed.
  hint() {
    const silent = Boolean(this.model.get("silent"));
    if (silent) this.line.textContent = "Click once to let the page sound.";
    else if (window.matchMedia("(hover: none)").matches) this.line.textContent = "Tap a voice to hear it.";
    else this.line.replaceChildren("Rest on a voice to hear it", ...KEYS.map(([key, what]) => keyed(key, what)));
    this.line.classList.toggle("kl-gallery-hint", silent);
  }

  // The one stop of the Tab key.
  stop(item) {
    if (this.current) this.current.main.tabIndex = -1;
    this.current = item ?? null;
    if (item) item.main.tabIndex = 0;
  }

  mark() {
    const { model } = this;
    const [favourites, chosen, making] = [model.get("favourites"), model.get("chosen"), model.get("making")];
    for (const item of this.items.values())
      item.show({
        favourite: favourites.has(item.card.name), place: chosen.indexOf(item.formula) + 1,
        heard: this.heard(item), making: making.includes(item.formula),
      });
    this.together();
  }

  // The share of a voice's clip or take that was heard; null if it is not heard now.
  heard({ card, formula }) {
    const heard = this.model.get("heard");
    if (!heard || !this.model.get("playing")) return null;
    if (heard.kind === "clip" ? heard.name !== card.name : heard.formula !== formula) return null;
    const seconds = heard.kind === "clip" ? card.seconds : this.model.get("takes").get(formula)?.seconds;
    return seconds ? Math.min(1, (this.model.get("playhead") ?? 0) / seconds) : 0;
  }

  onClick({ target }) {
    const item = target.closest(".kl-voice-actions") ? null : this.itemAt(target);
    if (!item) return;
    item.main.focus({ preventScroll: true });
    this.hearing.hear(item);
  }

  onKey(event) {
    const item = this.itemAt(event.target);
    if (!item || event.target !== item.main || event.ctrlKey || event.metaKey || event.altKey) return;
    if (["Enter", " "].includes(event.key)) return event.stopPropagation(); // the button's own: it is heard again
    if (!this.pressed(event.key, item)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  pressed(key, item) {
    const at = this.order.indexOf(item);
    const deeds = {
      c: () => this.act.choose(item.formula), f: () => this.act.favourite(item.card.name),
      m: () => mixed(item.card, this.act), "/": () => this.bar.search.focus(), Escape: () => this.act.hush(),
    };
    const deed = deeds[key.length === 1 ? key.toLowerCase() : key];
    if (deed) {
      deed();
      return true;
    }
    const boxes = () => this.order.map(({ node }) => ({ left: node.offsetLeft, top: node.offsetTop }));
    const letter = /^\p{L}$/u.test(key);
    const to = letter ? jump(this.order.map(({ card }) => card.display), at, key) : neighbour(boxes(), at, key);
    if (to !== null && to !== at) this.order[to].main.focus();
    return to !== null || letter;
  }
}

function keyed(key, what) {
  const node = make("span", "kl-gallery-key");
  node.append(make("kbd", "", key), ` ${what}`);
  return node;
}

function nothing({ favourites: only }, why, favourites) {
  if (only && favourites.size === 0) return "You have no favourites yet: press the star of a voice, or F.";
  return `No voice is all of this: ${why.join(", ")}.`;
}

// What the marks on the cards mean.
function legend({ pitch, pace }) {
  if (!pitch || !pace) return "";
  const [low, high] = pitch.map((hz) => hz.toFixed(0));
  const [slow, fast] = pace.map((rate) => rate.toFixed(1));
  return (
    "The clips are stored: no voice has to be synthesised to be heard a first time. " +
    `Pitch: the median F0, with the middle 80 % of it as a bar and in semitones, on one logarithmic scale from ${low} to ${high} Hz. ` +
    `Pace: phonemes per second without pauses, from ${slow} to ${fast}; compare it within a language. ` +
    "In the search, low and high are the outer thirds of a gender, slow and fast those of a language."
  );
}

export default { render };

// The gallery: all voices as cards that are heard by passing over them, narrowed by words and filters.
import { make } from "../inspector/dom.js";
import { listen } from "../inspector/exhibit_events.js";
import { cardOf, mixed } from "./gallery_card.js";
import { controls } from "./gallery_controls.js";
import { columns, extent, jump, neighbour } from "./gallery_grid.js";
import { hearing } from "./gallery_hearing.js";
import { news } from "./gallery_news.js";
import { EVERYTHING, YOURS, asked, grouped, indexed, meant, plain, search } from "./gallery_search.js";

const WIDTH = 184; // px, of a card at least
const GAP = 16; // px, between cards; as in gallery.css
const TITLE = 2; // columns that a language and its sentence need
const FEW = 9; // as many as there are number keys

const wanted = { filters: EVERYTHING, sort: "language" }; // outlasts the view, not the page

function render({ model, el, act }) {
  const view = new Gallery(model, el, act);
  view.onCards();
  return view.end;
}

class Gallery {
  constructor(model, el, act) {
    Object.assign(this, { model, act, items: new Map(), index: [], order: [], current: null, sounding: undefined });
    el.classList.add("kl-gallery");
    this.bar = controls(wanted, (changed) => this.want(changed));
    this.news = news(model, { clear: () => this.bar.clear(), instead: (word, other) => this.instead(word, other) });
    this.list = make("div", "kl-gallery-list");
    el.append(this.bar.node, this.news.above, this.list, this.news.below);
    this.hearing = hearing(this.list, { model, act, itemAt: (node) => this.itemAt(node) });
    this.bar.search.addEventListener("keydown", (event) => this.onSearchKey(event));
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("focusin", ({ target }) => this.itemAt(target) && this.stop(this.itemAt(target)));
    const sizes = new ResizeObserver(() => this.lay());
    sizes.observe(this.list);
    const sounds = ["heard", "playing", "playhead"].map((name) => [`change:${name}`, () => this.sound()]);
    const deaf = listen(model, {
      "change:cards": () => this.onCards(), "change:favourites": () => this.onFavourites(), "change:chosen": () => this.onChosen(),
      "change:making": () => this.mark(), "change:silent": () => this.news.hint(), ...Object.fromEntries(sounds),
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
    const known = (card) => (this.items.get(card.name)?.card === card ? this.items.get(card.name) : cardOf(card, ends, this.act));
    this.items = new Map(cards.map((card) => [card.name, known(card)]));
    this.index = indexed(cards);
    this.news.explain(ends);
    this.arrange();
    this.sound();
  }

  onFavourites() {
    if (wanted.filters.favourites) this.arrange();
    else this.count();
    this.mark();
  }

  onChosen() {
    this.together();
    this.mark();
  }

  want(changed) {
    Object.assign(wanted, changed);
    this.arrange();
  }

  // Another word in place of one that finds nothing.
  instead(word, other) {
    const words = plain(wanted.filters.words).split(/([\s,;]+)/).map((one) => (one === word ? other : one)).join("");
    this.want({ filters: { ...wanted.filters, words } });
    this.bar.search.focus();
  }

  // The cards that are wanted, in order. If the one with the focus is not among them any more, the next one has it.
  arrange() {
    const favourites = this.model.get("favourites");
    this.found = search(this.index, wanted.filters, favourites);
    const at = this.order.findIndex(({ main }) => main === document.activeElement);
    const left = this.order[at];
    const groups = grouped(this.found.shown, wanted.sort);
    this.order = groups.flatMap(({ cards }) => cards.map(({ name }) => this.items.get(name)));
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    this.list.classList.toggle("kl-by-language", wanted.sort === "language");
    this.stop(this.order.includes(this.current) ? this.current : this.order[0]);
    this.lay();
    this.count();
    this.say();
    this.mark();
    if (left) (this.order.includes(left) ? left : this.order[Math.min(at, this.order.length - 1)])?.main.focus({ preventScroll: true });
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

  // Small groups stand side by side, as wide as they have cards, and as their titles need.
  lay() {
    const room = columns(this.list.clientWidth, WIDTH, GAP);
    this.list.style.setProperty("--kl-columns", room);
    for (const node of this.list.children) node.style.setProperty("--kl-span", Math.min(room, Math.max(TITLE, Number(node.dataset.count))));
  }

  count() {
    this.bar.show(this.index.map(({ card }) => card), this.found.unspoken, this.model.get("favourites").size);
  }

  say() {
    const cards = this.index.map(({ card }) => card);
    const unknown = this.found.unknown.map((word) => [word, meant(this.index, word)]);
    this.news.say({ ...this.found, unknown, all: cards.length, why: asked(wanted.filters, this.found.known, cards), unmarked: this.unmarked });
    this.together();
  }

  // Favourites are asked for where there are none.
  get unmarked() {
    return wanted.filters.favourites && this.model.get("favourites").size === 0;
  }

  // All that are shown can become candidates, if they are few.
  together() {
    const chosen = this.model.get("chosen");
    const others = this.order.map(({ formula }) => formula).filter((formula) => !chosen.includes(formula));
    const few = this.order.length > 1 && this.order.length <= FEW && others.length > 0;
    this.news.offer(few ? this.order.length : 0, () => this.act.chooseAll([...chosen, ...others]));
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
        favourite: favourites.has(item.card.name), place: chosen.indexOf(item.formula) + 1, making: making.includes(item.formula),
      });
  }

  // How far the one that is heard has come.
  sound() {
    const heard = this.model.get("playing") ? this.model.get("heard") : null;
    const named = heard && (heard.name ?? heard.formula); // a clip has the name of its voice, which is a formula
    const sounding = [...this.items.values()].find(({ formula }) => formula === named);
    if (this.sounding !== sounding) this.sounding?.sound(null);
    this.sounding = sounding;
    sounding?.sound(this.share(sounding, heard));
  }

  // The share of a voice's clip or take that was heard.
  share({ card, formula }, { kind }) {
    const seconds = kind === "clip" ? card.seconds : this.model.get("takes").get(formula)?.seconds;
    return seconds ? Math.min(1, (this.model.get("playhead") ?? 0) / seconds) : 0;
  }

  onClick({ target }) {
    const item = target.closest(".kl-voice-actions") ? null : this.itemAt(target);
    if (!item) return;
    item.main.focus({ preventScroll: true });
    this.hearing.hear(item);
  }

  // From the words to what they found.
  onSearchKey(event) {
    if (!["Enter", "ArrowDown"].includes(event.key) || !this.order.length) return;
    event.preventDefault();
    this.order[0].main.focus();
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

export default { render };

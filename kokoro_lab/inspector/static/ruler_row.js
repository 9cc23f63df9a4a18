// One tier on the page: its header, its canvas, and the note below it.
import { make } from "./dom.js";
import { badge } from "./tier_list.js";

const SOLO = 1.6; // times as high when a tier stands alone

export class Row {
  constructor(tier, id) {
    this.el = make("section", "kl-row");
    this.head = make("header", "kl-head");
    this.plot = make("div", "kl-plot");
    this.canvas = make("canvas", "kl-canvas");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.note = make("p", "kl-row-note");
    this.note.id = `${id}-note`;
    this.canvas.tabIndex = tier.role === "phonemes" ? -1 : 0; // phonemes have their own list
    this.canvas.setAttribute("role", "img");
    this.plot.append(this.canvas);
    this.el.append(this.head, this.plot, this.note);
    this.fill(tier);
    this.show(tier);
    this.explain(tier.role === "image" && tier.clock === "sample"); // made from the sound: not what the model drew
  }
  fill(tier) {
    const [name, unit] = [make("span", "kl-row-title", tier.title), make("span", "kl-row-unit", tier.unit)];
    this.el.dataset.tier = tier.name;
    this.el.dataset.role = tier.role;
    this.title = make("div", "kl-row-name");
    this.tools = make("div", "kl-row-tools");
    this.value = make("div", "kl-row-value");
    this.legend = make("div", "kl-row-legend");
    this.badge = make("div", "kl-row-badge");
    this.title.append(name, " ", unit);
    this.head.append(this.title, this.value, this.legend, this.badge, this.tools);
    if (tier.role === "time") return;
    this.grip = this.tool("kl-grip", "⠿", `Move ${tier.title}: drag, or press up and down`);
    this.fold = this.tool("kl-fold", "", "");
    this.solo = this.tool("kl-solo", "S", `Only ${tier.title}`);
    this.why = this.tool("kl-why", "?", `What ${tier.title} shows`);
    this.why.setAttribute("aria-controls", this.note.id);
    this.why.addEventListener("click", () => this.explain(this.note.hidden));
  }
  tool(className, text, label) {
    const button = make("button", className, text);
    button.type = "button";
    button.title = button.ariaLabel = label;
    this.tools.append(button);
    return button;
  }
  // Another trace's tier of the same name.
  show(tier, changed) {
    this.tier = tier;
    this.note.textContent = [tier.note, ticks(tier.trace.values?.[tier.name]?.clock)].filter(Boolean).join(" ");
    if (this.why) this.why.hidden = !this.note.textContent;
    this.badge.textContent = badge(changed);
    this.badge.title = changed?.note || "Compared with the trace that it was made from";
  }
  explain(open) {
    this.note.hidden = !open || !this.note.textContent;
    this.why?.setAttribute("aria-expanded", !this.note.hidden);
  }
  arrange({ folded, solo }, seen, alone) {
    Object.assign(this, { folded, solitary: alone });
    this.el.hidden = !seen;
    this.el.dataset.folded = folded;
    if (!this.fold) return;
    this.fold.textContent = folded ? "▸" : "▾";
    this.fold.title = this.fold.ariaLabel = `${folded ? "Unfold" : "Fold"} ${this.tier.title}`;
    this.fold.setAttribute("aria-expanded", !folded);
    this.solo.setAttribute("aria-pressed", solo);
  }
  get height() {
    return this.solitary && !["words", "phonemes", "time"].includes(this.tier.role) ? Math.round(this.tier.height * SOLO) : this.tier.height;
  }
  get drawn() {
    return !this.el.hidden && !this.folded;
  }
  colour(theme) {
    this.el.style.setProperty("--clock", theme.clock(this.tier.clock));
    if (!this.tier.legend) return;
    const { stops, low, high } = this.tier.legend(theme);
    this.legend.replaceChildren(low, make("span", "kl-ramp"), high);
    this.legend.children[0].style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  }
  // Device pixels follow the size of the plot; setting them clears the canvas.
  fit(width, ratio) {
    const [wide, high] = [Math.round(width * ratio), Math.round(this.height * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    this.canvas.style.height = `${this.height}px`;
  }
  paint(scene) {
    const { context } = this;
    this.fit(scene.width, scene.ratio);
    context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
    context.fillStyle = scene.theme.panel;
    context.fillRect(0, 0, scene.width, this.height);
    this.tier.draw(context, { ...scene, height: this.height });
  }
  say(time, view, part) {
    const text = time === null ? "" : this.tier.value(time, view, part);
    if (this.value.textContent !== text) this.value.textContent = text;
  }
  describe(time, view) {
    this.canvas.setAttribute("aria-label", this.tier.describe(time, view));
  }
}

// What the colour of the header stands for.
function ticks(clock) {
  if (!clock) return "";
  const often = clock.rate ? `, ${clock.rate.toLocaleString("en")} a second` : "";
  return `Clock: one value per ${clock.name}${often}.`;
}

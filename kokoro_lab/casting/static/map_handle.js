// The point that one drags between the voices: a ring, and lines to those that take part, as thick as their share.
import { svg } from "./mixer_svg.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const [STEP, FINE] = [0.04, 0.01]; // of the map's unit, for a key
const RING = 9; // pixels from its middle to its side
const THICK = 9; // pixels of a line of the whole

export function handle({ name, half, frame, own, on }) {
  const lines = svg("g", { class: "kl-map-shares" });
  const node = svg("g", { class: "kl-map-yours", role: "slider", tabindex: 0, "aria-label": `Your ${name}`, "aria-roledescription": "point in two dimensions", "aria-valuenow": 0 });
  const word = svg("text", { y: -RING - 5, "text-anchor": "middle" }, "yours");
  node.append(svg("circle", { r: RING + 7, class: "kl-map-reach" }), svg("circle", { r: RING }), word);

  const at = () => own.get("at")[name];
  const placeOf = (event) => {
    const area = node.ownerSVGElement.getBoundingClientRect();
    return frame.toMap([event.clientX - area.left, event.clientY - area.top]);
  };

  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    node.focus({ focusVisible: false });
    node.setPointerCapture(event.pointerId);
    on.hold(name);
  });
  node.addEventListener("pointermove", (event) => node.hasPointerCapture(event.pointerId) && on.move(name, placeOf(event)));
  node.addEventListener("lostpointercapture", () => on.drop(name));
  node.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && on.hover(on.alone(name)));
  node.addEventListener("pointerleave", () => on.hover(null));
  node.addEventListener("blur", () => on.release());
  node.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (!way) return on.hear();
    const step = event.shiftKey ? FINE : STEP;
    on.hold(name);
    on.move(name, frame.toMap(frame.toScreen(at().map((value, axis) => value + step * way[axis]))));
  });

  function show() {
    const here = at();
    node.style.display = lines.style.display = here ? "" : "none";
    if (!here) return;
    const [x, y] = frame.toScreen(here);
    node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    node.setAttribute("aria-valuetext", own.get("said")[name]);
    const { terms } = own.get("mixes")[name] ?? { terms: [] };
    node.classList.toggle("kl-held", own.get("held") === name);
    lines.replaceChildren(...terms.map(({ voice, weight }) => {
      const [x2, y2] = frame.toScreen(half.points[voice]);
      return svg("line", { x1: x, y1: y, x2, y2, "stroke-width": (THICK * weight).toFixed(1) });
    }));
  }

  return { node, lines, show };
}

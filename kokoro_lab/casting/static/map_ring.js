// The point that one drags between the voices: a ring, and lines to those that take part, as thick as their share.
import { arrowOf, draggable, hoverable } from "./moving.js";
import { svg } from "./svg.js";

const [STEP, FINE] = [0.04, 0.01]; // of the map's unit, for a key
const RING = 10; // pixels from its middle to its side
const ARROWHEADS = [0, 90, 180, 270].map((turn) => `rotate(${turn})`); // around it, until one has dragged it
const THICK = 9; // pixels of a line of the whole

export function ring({ name, half, frame, own }) {
  const lines = svg("g", { class: "kl-map-shares" });
  const node = svg("g", { class: "kl-map-yours", role: "slider", tabindex: 0, "aria-label": `Your ${name}`, "aria-roledescription": "point in two dimensions", "aria-valuenow": 0 });
  const word = svg("text", { y: -RING - 11, "text-anchor": "middle" });
  const arrowheads = ARROWHEADS.map((transform) => svg("path", { class: "kl-map-arrowhead", d: `M-4 ${-RING - 3}L0 ${-RING - 8}L4 ${-RING - 3}`, transform }));
  node.append(svg("circle", { r: RING + 8, class: "kl-map-reach" }), svg("circle", { r: RING }), ...arrowheads, word);
  listen({ node, name, frame, own });

  function show() {
    const at = own.get("at")[name];
    node.style.display = lines.style.display = at ? "" : "none";
    if (!at) return;
    const [x, y] = frame.toScreen(at);
    node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    node.setAttribute("aria-valuetext", own.get("said")[name]);
    node.classList.toggle("kl-held", own.get("held") === name);
    node.classList.toggle("kl-fresh", !own.get("dragged"));
    word.textContent = own.get("dragged") ? "yours" : "drag me";
    const { terms } = own.get("mixes")[name] ?? { terms: [] };
    lines.replaceChildren(...terms.map(({ voice, weight }) => {
      const [x2, y2] = frame.toScreen(half.points[voice]);
      return svg("line", { x1: x, y1: y, x2, y2, "stroke-width": (THICK * weight).toFixed(1) });
    }));
  }

  return { node, lines, show };
}

function listen({ node, name, frame, own }) {
  draggable(node, {
    onStart() {
      node.focus({ focusVisible: false, preventScroll: true });
      own.hold(name);
    },
    onMove({ clientX, clientY }) {
      const area = node.ownerSVGElement.getBoundingClientRect();
      own.move(name, frame.toMap([clientX - area.left, clientY - area.top]));
    },
    onEnd: () => own.drop(name),
  });
  // A finger on the ring moves it and scrolls nothing; browsers do not heed touch-action within a drawing.
  node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  hoverable(node, { onEnter: () => own.hover(own.alone(name)), onLeave: () => own.hover(null) });
  node.addEventListener("blur", () => own.release());
  node.addEventListener("keydown", (event) => {
    const way = arrowOf(event);
    if (!way && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (!way) return own.hear();
    const step = event.shiftKey ? FINE : STEP;
    own.hold(name);
    own.move(name, frame.toMap(frame.toScreen(own.get("at")[name].map((value, axis) => value + step * way[axis]))));
  });
}

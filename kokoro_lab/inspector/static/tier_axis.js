// The time axis.
import { seconds, timeTicks } from "./scale.js";

export class AxisTier {
  constructor(trace) {
    Object.assign(this, { trace, name: "time", title: "Time", unit: "", clock: null, note: "", height: 26, role: "time" });
  }
  draw(canvas, { view, height, theme }) {
    const { step, ticks } = timeTicks(view);
    canvas.fillStyle = theme.quiet;
    canvas.font = theme.font(12);
    canvas.textBaseline = "alphabetic";
    const part = step / (Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9)) === 2 ? 4 : 5);
    for (let i = Math.ceil(view.start / part); i * part <= view.end; i += 1)
      canvas.fillRect(Math.round(view.x(i * part)), height - 4, 1, 4);
    for (const { at, label } of ticks) {
      const x = Math.round(view.x(at));
      canvas.fillRect(x, height - 8, 1, 8);
      const width = canvas.measureText(label).width;
      if (x + 4 + width <= view.width) canvas.fillText(label, x + 4, height - 10);
    }
  }
  value(time, view) {
    return seconds(time, view.pixels);
  }
  describe(time, view) {
    return `Time axis, from ${seconds(view.start)} to ${seconds(view.end)} of ${seconds(this.trace.seconds)}`;
  }
}

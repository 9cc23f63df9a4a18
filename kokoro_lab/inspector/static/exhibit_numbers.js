// How numbers are written: as many digits as say something, with a true minus sign and their unit.

const DIGITS = 3; // significant ones

export function figure(value, digits = DIGITS) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e9) return power(value, digits);
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return written(value, Number.isInteger(value) ? 0 : places);
}

// With a given number of decimals; thousands in groups.
export function written(value, decimals) {
  const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const minus = value < 0 && Number(value.toFixed(decimals)) !== 0 ? "−" : "";
  return minus + grouped + (rest ? `.${rest}` : "");
}

function power(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const raised = [...exponent.replace("+", "")].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign])).join("");
  return `${mantissa.replace("-", "−")}·10${raised}`;
}

export function withUnit(value, unit) {
  const text = typeof value === "number" ? figure(value) : value;
  return unit ? `${text} ${unit}` : text;
}

// How much a file holds.
export function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

// The decimals with which numbers of one column line up: none for whole ones, else enough for the largest.
export function decimals(values, digits = DIGITS) {
  const finite = values.filter(Number.isFinite);
  if (finite.every(Number.isInteger)) return 0;
  const largest = Math.max(...finite.map(Math.abs));
  return Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(largest || 1))));
}

// Round numbers between two bounds, about as many as asked for.
export function ticks(low, high, count) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((part) => part * size).find((part) => part >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

// A round number, without the zeros that say nothing.
export function round(value) {
  if (Math.abs(value) >= 1e9 || (value !== 0 && Math.abs(value) < 1e-4)) return figure(value);
  return written(value, String(value).split(".")[1]?.length ?? 0);
}

// The smallest and the largest of the finite values, [0, 1] where there are none.
export function range(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

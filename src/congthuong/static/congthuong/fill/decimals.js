// Decimal numbers as whole numbers with a scale ({n: 1912544n, s: 2} is 19125.44): binary floats would show sums that
// nobody typed. What is worked out here is for the eye; the server works everything out again.

const EXTRA = 24; // decimals of a quotient, more than any page shows

export function parse(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const part = match[3] ?? "";
  const n = BigInt(match[2] + part);
  return { n: match[1] ? -n : n, s: part.length };
}

function aligned(a, b) {
  const s = Math.max(a.s, b.s);
  return [a.n * 10n ** BigInt(s - a.s), b.n * 10n ** BigInt(s - b.s), s];
}

export function add(a, b) {
  const [x, y, s] = aligned(a, b);
  return { n: x + y, s };
}

export const negate = (a) => ({ n: -a.n, s: a.s });
export const subtract = (a, b) => add(a, negate(b));
export const multiply = (a, b) => ({ n: a.n * b.n, s: a.s + b.s });

export function divide(a, b) {
  const [x, y] = aligned(a, b);
  return y === 0n ? null : { n: (x * 10n ** BigInt(EXTRA)) / y, s: EXTRA };
}

export function compare(a, b) {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

// Half up, away from zero, as official figures are rounded.
export function round(a, decimals) {
  if (a.s <= decimals) return { n: a.n * 10n ** BigInt(decimals - a.s), s: decimals };
  const unit = 10n ** BigInt(a.s - decimals);
  const size = a.n < 0n ? -a.n : a.n;
  const n = (size + unit / 2n) / unit;
  return { n: a.n < 0n ? -n : n, s: decimals };
}

// 19125.44 -> "19.125,44".
export function write(a, decimals) {
  const { n } = round(a, decimals);
  const digits = (n < 0n ? -n : n).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ".");
  const part = decimals ? `,${digits.slice(digits.length - decimals)}` : "";
  return `${n < 0n ? "-" : ""}${whole}${part}`;
}

// What somebody typed, where it can mean one thing only: a decimal; null for blank; undefined where the server must say.
export function readTyped(text, decimals) {
  const plain = text.trim();
  if (plain === "") return null;
  if (decimals < 3 && /^-?[1-9]\d{0,2},\d{3}$/.test(plain)) return undefined;
  if (!/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(plain)) return undefined;
  return parse(plain.replaceAll(".", "").replace(",", "."));
}

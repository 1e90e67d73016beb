// Blocks copied from a spreadsheet: lines and tabs, numbers the Vietnamese way or the plain way.

const VIETNAMESE = [/^-?\d{1,3}(\.\d{3})+,\d+$/, /^-?\d{1,3}(\.\d{3}){2,}$/, /^-?\d+,(\d{1,2}|\d{4,})$/, /^-?(0|\d{4,}),\d{3}$/];
const PLAIN = [/^-?\d{1,3}(,\d{3})+\.\d+$/, /^-?\d{1,3}(,\d{3}){2,}$/, /^-?\d+\.(\d{1,2}|\d{4,})$/, /^-?(0|\d{4,})\.\d{3}$/];

export function blockOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.replace(/[\u00a0\u2007\u202f]/g, " ").trim()));
}

const UNSURE = /^-?[1-9]\d{0,2}([.,])\d{3}$/;

const says = (block, patterns) => block.flat().some((cell) => patterns.some((one) => one.test(cell)));

// Whether the block writes decimals with a point: one number that can only be read so says it, if none says otherwise.
export const isPlain = (block) => says(block, PLAIN) && !says(block, VIETNAMESE);
export const isVietnamese = (block) => says(block, VIETNAMESE) && !says(block, PLAIN);

// The first number that may be thousands or have three decimals, where nothing in the block tells; null: none. A whole
// number is no question where only whole numbers stand, nor a comma where three decimals are usual.
export function doubtful(block, news, decimals) {
  if (says(block, PLAIN) || says(block, VIETNAMESE)) return null;
  const found = news.map(([, text]) => text).filter((text) => UNSURE.test(text));
  const sign = UNSURE.exec(found[0] ?? "")?.[1];
  if (!sign || found.some((text) => !text.includes(sign))) return null;
  const asks = ([cell, text]) => UNSURE.test(text) && (sign === "," ? decimals[cell] < 3 : decimals[cell] > 0);
  const asked = news.find(asks);
  return asked ? { sample: asked[1], count: found.length } : null;
}

// "1.234" or "1,234" as it was meant: 1.234 or 1,2340.
export function settled(text, thousands) {
  if (!UNSURE.test(text)) return text;
  const [whole, part] = text.split(/[.,]/);
  return thousands ? `${whole}.${part}` : withDecimals(whole, part);
}

// Three decimals could be read as thousands: a zero at their end goes, else a fourth comes, which nobody misreads.
function withDecimals(whole, part) {
  const said = part.length === 3 ? part.replace(/0+$/, "") : part;
  return said ? `${whole},${said.length === 3 ? `${said}0` : said}` : whole;
}

// "1,234.5" -> "1234,5".
export function vietnamese(cell) {
  if (!/^-?[\d,]*\d(\.\d+)?$/.test(cell)) return cell;
  const [whole, part] = cell.replaceAll(",", "").split(".");
  return part === undefined ? whole : withDecimals(whole, part);
}

// Blocks copied from a spreadsheet: lines and tabs, numbers the Vietnamese way or the plain way.

const VIETNAMESE = [/^-?\d{1,3}(\.\d{3})+,\d+$/, /^-?\d{1,3}(\.\d{3}){2,}$/, /^-?\d+,(\d{1,2}|\d{4,})$/, /^-?(0|\d{4,}),\d{3}$/];
const PLAIN = [/^-?\d{1,3}(,\d{3})+\.\d+$/, /^-?\d{1,3}(,\d{3}){2,}$/, /^-?\d+\.(\d{1,2}|\d{4,})$/, /^-?(0|\d{4,})\.\d{3}$/];

export function blockOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.replace(/[\u00a0\u2007\u202f]/g, " ").trim()));
}

// Whether the block writes decimals with a point: one number that can only be read so says it, if none says otherwise.
export function isPlain(block) {
  const cells = block.flat();
  const says = (patterns) => cells.some((cell) => patterns.some((one) => one.test(cell)));
  return says(PLAIN) && !says(VIETNAMESE);
}

// "1,234.5" -> "1234,5"; three decimals get a fourth, without which they could be read as thousands.
export function vietnamese(cell) {
  if (!/^-?[\d,]*\d(\.\d+)?$/.test(cell)) return cell;
  const [whole, part] = cell.replaceAll(",", "").split(".");
  if (part === undefined) return whole;
  return `${whole},${part.length === 3 ? `${part}0` : part}`;
}

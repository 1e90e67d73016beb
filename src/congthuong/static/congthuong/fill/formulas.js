// The form's formulas over what stands in the cells now. A missing part makes a missing result, except in a sum over
// a section, where the blank of a row that is not required says that there is nothing to report.

import { add, compare, divide, multiply, negate, parse, subtract } from "./decimals.js";

const TWO = { "+": add, "-": subtract, "*": multiply, "/": divide };

export function evaluate(expression, lookup, before) {
  const [kind, first, ...rest] = expression;
  switch (kind) {
    case "cell":
      return lookup(first) ?? null;
    case "was":
      return before(first) ?? null;
    case "number":
      return parse(first);
    case "sum":
      return summed(first, lookup);
    case "neg": {
      const value = evaluate(first, lookup, before);
      return value && negate(value);
    }
    case "min":
    case "max":
      return extreme(kind, [first, ...rest].map((one) => evaluate(one, lookup, before)));
    default: {
      const [a, b] = [first, rest[0]].map((one) => evaluate(one, lookup, before));
      return a && b ? TWO[kind](a, b) : null;
    }
  }
}

function summed(cells, lookup) {
  let total = null;
  for (const [cell, required] of cells) {
    const value = lookup(cell);
    if (!value && required) return null;
    if (value) total = total ? add(total, value) : value;
  }
  return total;
}

function extreme(kind, values) {
  if (values.some((value) => !value)) return null;
  const wanted = kind === "min" ? -1 : 1;
  return values.reduce((best, one) => (compare(one, best) === wanted ? one : best));
}

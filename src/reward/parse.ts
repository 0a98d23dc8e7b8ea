import {
  fail,
  listing,
  messageOf,
  type NamedRewards,
  nearest,
  type RewardExpression,
  rewardName,
  rewardNameInWords,
} from "../core/index.ts";

type Found = { readonly [key: string]: unknown };

/** The forms of an expression: which keys may stand beside the one that names it, and how the rest is checked. */
const forms = {
  use: {
    beside: ["params"],
    check: ({ use }, path) => checkId(use, `${path}.use`, "a reward's id"),
  },
  sum: {
    beside: [],
    check: ({ sum }, path, depth) => checkNamed(sum, `${path}.sum`, depth, checkTerm),
  },
  product: {
    beside: [],
    check: ({ product }, path, depth) => checkNamed(product, `${path}.product`, depth, checkAt),
  },
  apply: {
    beside: ["params", "to"],
    check({ apply, to }, path, depth) {
      checkId(apply, `${path}.apply`, "a transform's id");
      if (isRecord(to) && isNamed(to as NamedRewards)) checkNamed(to, `${path}.to`, depth, checkAt);
      else checkAt(to, `${path}.to`, depth + 1);
    },
  },
} as const satisfies {
  readonly [form: string]: {
    readonly beside: readonly string[];
    check(expression: Found, path: string, depth: number): void;
  };
};
type Form = keyof typeof forms;
const formNames = Object.keys(forms) as Form[];

/** Whether what a transform is applied to is several rewards by name: a record that is no expression itself. */
export const isNamed = (to: RewardExpression | NamedRewards): to is NamedRewards =>
  typeof to === "object" && Object.keys(to).length > 0 && !formNames.some((form) => form in to);

const deepest = 32;

/**
 * Reads an expression from a command line or a file: a plain id, or JSON.
 * @throws `input/json`, `reward/expression`
 */
export function parseExpression(text: string): RewardExpression {
  const trimmed = text.trim();
  if (!/^[{["]/.test(trimmed)) return checkExpression(trimmed);
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch (thrown) {
    fail("input/json", {
      given: `${shown(trimmed)} (${messageOf(thrown)})`,
      expected: "a reward's id or an expression as JSON",
      fix: "In a shell, put the JSON between single quotes.",
      cause: thrown,
    });
  }
  return checkExpression(value);
}

/**
 * Checks an expression by its form; ids and params are checked where they are looked up.
 * @throws `reward/expression`, naming the place inside the expression
 */
export function checkExpression(value: unknown): RewardExpression {
  checkAt(value, "reward", 0);
  return value as RewardExpression;
}

function checkAt(value: unknown, path: string, depth: number): void {
  if (depth > deepest) wrong(path, `an expression inside more than ${deepest} others`, "a flatter one");
  if (typeof value === "string") {
    if (value === "") wrong(path, "an empty text", "a reward's id");
    return;
  }
  const expression = record(value, path, "an id, or one of use, sum, product and apply");
  const form = formOf(expression, path);
  if (expression.params !== undefined) record(expression.params, `${path}.params`, "params by name");
  forms[form].check(expression, path, depth);
}

function checkTerm(term: unknown, path: string, depth: number): void {
  if (!isRecord(term) || !("of" in term || "weight" in term)) {
    checkAt(term, path, depth);
    return;
  }
  checkKeys(term, ["weight", "of"], path);
  if (typeof term.weight !== "number" || !Number.isFinite(term.weight))
    wrong(`${path}.weight`, shown(term.weight), "a finite number");
  checkAt(term.of, `${path}.of`, depth);
}

function formOf(expression: Found, path: string): Form {
  const [form, second] = formNames.filter((name) => name in expression);
  if (!form) {
    const keys = Object.keys(expression);
    const fix = keys
      .slice(0, 8)
      .map((key) => nearest(key, formNames))
      .find((found) => found);
    wrong(path, keys.length ? `keys ${listing(keys)}` : "an empty record", `one of ${listing(formNames)}`, fix);
  }
  if (second) wrong(path, `both ${form} and ${second}`, "one of them", "Put one inside the other.");
  checkKeys(expression, [form, ...forms[form].beside], path);
  return form;
}

function checkNamed(given: unknown, path: string, depth: number, check: typeof checkAt): void {
  const entries = Object.entries(record(given, path, "expressions by name"));
  if (entries.length === 0) wrong(path, "nothing", "at least one named expression");
  for (const [name, inner] of entries) {
    if (!rewardName.test(name)) wrong(path, `the name ${JSON.stringify(name)}`, rewardNameInWords);
    check(inner, `${path}.${name}`, depth + 1);
  }
}

function checkKeys(given: Found, known: readonly string[], path: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) wrong(path, `the key ${JSON.stringify(unknown)}`, listing(known), nearest(unknown, known));
}

function checkId(id: unknown, path: string, expected: string): void {
  if (typeof id !== "string" || id === "") wrong(path, shown(id), expected);
}

const isRecord = (value: unknown): value is Found =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function record(value: unknown, path: string, expected: string): Found {
  return isRecord(value) ? value : wrong(path, shown(value), expected);
}

function wrong(path: string, given: string, expected: string, fix?: string): never {
  return fail("reward/expression", { given: `${given} at ${path}`, expected, fix });
}

/** A value in a few words; arrays and records from outside may be too deep to be written out. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "a record";
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

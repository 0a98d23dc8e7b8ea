import {
  type BoundEnv,
  bindEnv,
  CodedError,
  contains,
  idPattern,
  type Json,
  type Limit,
  leavesOf,
  type Params,
} from "../../core/index.ts";
import { wrong } from "../finding.ts";
import type { EnvCheck } from "./subject.ts";

/** Boxes with one axis and at most this many elements must label every element. */
const mostLabels = 64;

/** Lists that are too long for their limit are tried up to this length. */
const mostElements = 1000;

export const definitionChecks: readonly EnvCheck[] = [
  {
    name: "the definition is complete",
    fix: "Fill in the literal at the top of the env's file: people and reports read it.",
    run({ env, bound }) {
      if (!idPattern.test(env.id)) wrong(`the id ${JSON.stringify(env.id)} is not family/name-vN`);
      if (!/^\p{Lu}.*\S \S.*[.!?]$/u.test(env.goal)) wrong(`the goal ${JSON.stringify(env.goal)} is not a sentence`);
      const features = Object.keys(env.features);
      if (features.length === 0) wrong("there are no features");
      for (const [name, unit] of Object.entries(bound.features))
        if (!unit) wrong(`the feature ${name} has no unit; "1" for a bare number`);
      for (const [name, meaning] of Object.entries(bound.events))
        if (!meaning) wrong(`the event ${name} has no meaning`);
      requireLabels(bound);
      return `${features.length} features, ${Object.keys(bound.events).length} events`;
    },
  },
  {
    name: "keys press legal actions",
    fix: "Give `keys` an index for a choice, and numbers within bounds for a box or choices.",
    run({ bound: { keys, action } }) {
      for (const [key, pressed] of Object.entries(keys)) {
        const value = typeof pressed === "number" && action.type !== "choice" ? [pressed] : pressed;
        if (!contains(action, value)) wrong(`the key ${key} presses ${JSON.stringify(pressed)}, which is no action`);
      }
      return `${Object.keys(keys).length} keys`;
    },
  },
  {
    name: "params out of limits are refused",
    fix: "Keep every default within its own limits, and let bindEnv check the rest.",
    run({ env }) {
      refuses(env, { noSuchParam: 1 });
      refuses(env, { maxSteps: 0 });
      refuses(env, { actionRepeat: 0 });
      let tried = 3;
      for (const [name, given] of Object.entries(env.params)) {
        for (const value of outside(given, env.limits?.[name])) {
          refuses(env, { [name]: value });
          tried++;
        }
        try {
          bindEnv(env, { [name]: given });
        } catch {
          wrong(`the default ${name} = ${JSON.stringify(given)} is out of its own limits`);
        }
      }
      return `${tried} refused`;
    },
  },
];

function requireLabels({ observation, action }: BoundEnv): void {
  for (const [what, space] of [
    ["observation", observation],
    ["action", action],
  ] as const)
    for (const { path, space: leaf, size, list } of leavesOf(space)) {
      const elements = size / (list?.most ?? 1);
      if (leaf.type !== "box" || leaf.shape.length > 1 || elements > mostLabels) continue;
      const at = path ? `${what}.${path}` : what;
      if (!leaf.labels) wrong(`the ${at} has no labels for its ${elements} elements`);
      const bare = leaf.labels.find((label) => !/\S \[[^\]]+\]$/.test(label));
      if (bare !== undefined) wrong(`the label ${JSON.stringify(bare)} of the ${at} is not "name [unit]"`);
    }
}

/** Values that must be refused in place of a default. */
function outside(given: Json, limit: Limit | undefined): Json[] {
  const otherType = given === null ? [] : [typeof given === "string" ? 1 : "no such thing"];
  return limit ? [...otherType, ...beyond(limit)] : otherType;
}

/** Values just out of a limit, of the type that it is for. */
function beyond(limit: Limit): Json[] {
  if ("form" in limit) return [];
  if ("whole" in limit) return [...beyond(limit.whole), limit.whole[0] + 0.5];
  if ("each" in limit) {
    const [fewest, most] = limit.length;
    const listOf = (length: number, element: Json): Json => Array.from({ length }, () => element);
    const lengths = [fewest - 1, most + 1].filter((length) => length >= 0 && length <= mostElements);
    return [
      ...lengths.map((length) => listOf(length, inside(limit.each))),
      ...[null, ...beyond(limit.each)].map((element) => listOf(Math.max(1, fewest), element)),
    ];
  }
  const [low, high] = limit;
  if (typeof low !== "number" || typeof high !== "number") return ["no such word"];
  return [low - 1 - Math.abs(low), high + 1 + Math.abs(high)];
}

/** A value within a limit. */
function inside(limit: Limit): Json {
  if ("whole" in limit) return limit.whole[0];
  if ("each" in limit) return Array.from({ length: limit.length[0] }, () => inside(limit.each));
  return "form" in limit ? null : limit[0];
}

function refuses(env: Parameters<typeof bindEnv>[0], params: Params): void {
  try {
    bindEnv(env, params);
  } catch (thrown) {
    if (thrown instanceof CodedError) return;
    wrong(`${JSON.stringify(params)} threw ${thrown}, which has no code`);
  }
  wrong(`${JSON.stringify(params)} was taken`);
}

import {
  type AnyInner,
  type AnyTransform,
  type BoundEnv,
  bindReward,
  bindTransform,
  type Columns,
  type FileInEnv,
  idPattern,
  memoryBlobs,
  messageOf,
  type Params,
  type Range,
  type Reward,
  type RewardHost,
  type RewardInputs,
  type RewardRows,
  requireFeatures,
  requireNames,
} from "../core/index.ts";
import { type Check, type Finding, find, findAll, wrong } from "./finding.ts";
import { recordRows } from "./record-rows.ts";
import { randomRows } from "./rows.ts";
import { type ScorerSubject, scorerChecks, seatsApart } from "./scorer/index.ts";

export interface RewardCheckOptions {
  readonly params?: Params;
  readonly seed?: number;
  readonly steps?: number;
  readonly worlds?: number;
  /** Of a reward that takes a file. */
  readonly file?: FileInEnv;
  /** Where rows come from: worlds that act at random; without an env rows are random numbers. */
  readonly env?: BoundEnv;
}

/** Checks that a reward keeps its contract. Problems are returned as findings; nothing is thrown. */
export const checkReward = (reward: Reward, options: RewardCheckOptions = {}): Promise<Finding[]> =>
  checkScorer(reward, options, ({ params, env, host, rows }) => {
    const bound = bindReward(reward, params, options.file);
    if (env) {
      requireFeatures(env.id, bound.inputs, env.features, reward.id);
      requireNames(env.id, "event", bound.inputs.events ?? [], Object.keys(env.events), reward.id);
    }
    return {
      history: bound.inputs.history === true,
      rows: rows(bound.inputs),
      open() {
        const { learn, ...instance } = bound.create(host);
        const { length } = bound.terms;
        return {
          ...instance,
          learn: learn && ((rows) => learn(rows, 0)),
          async score(rows, out) {
            if (length === 0) return instance.evaluate(rows, [out]);
            const terms = Array.from({ length }, () => out.slice());
            await instance.evaluate(rows, terms);
            for (let row = 0; row < out.length; row++) out[row] = terms.reduce((sum, term) => sum + term[row], 0);
          },
        };
      },
    };
  });

/** Checks that a transform keeps its contract, over an inner reward of random numbers. */
export const checkTransform = (
  transform: AnyTransform,
  options: Omit<RewardCheckOptions, "env" | "file"> = {},
): Promise<Finding[]> =>
  checkScorer(transform, options, ({ params, host, rows }) => {
    const bound = bindTransform(transform, params);
    const { named, within } = bound.inputs;
    const names = Array.isArray(named) ? (named as readonly string[]) : ["a", "b"]; // of the inner rewards
    const features = [...new Set([...names, ...(bound.read.features ?? [])])];
    const [first, next] = rows({ ...bound.read, features, before: true, history: true });
    const of = (columns: Columns): Columns => Object.fromEntries(names.map((name) => [name, columns[name]]));
    if (within) for (const { features, before } of [first, next]) squeeze(within, [of(features), of(before.features)]);
    return {
      history: bound.inputs.history === true,
      rows: [first, next],
      open() {
        const { learn, ...instance } = bound.create(host);
        const valuesIn = (columns: Columns) => (named ? of(columns) : columns[names[0]]);
        const inner = ({ before, ...rows }: RewardRows): AnyInner => ({
          ...rows,
          values: valuesIn(rows.features),
          before: valuesIn(before.features),
        });
        return {
          ...instance,
          learn: learn && ((rows) => learn(inner(rows), 0)),
          score: (rows, out) => instance.apply(inner(rows), out),
        };
      },
    };
  });

/** Brings random rewards into the range that a transform takes. */
function squeeze([low, high]: Range, columns: readonly Columns[]): void {
  for (const named of columns)
    for (const values of Object.values(named))
      for (let row = 0; row < values.length; row++)
        values[row] = low + ((high - low) * (1 + values[row] / (1 + Math.abs(values[row])))) / 2;
}

/** What a subject is made from. */
interface Making {
  readonly params?: Params;
  readonly env?: BoundEnv;
  readonly host: RewardHost;
  rows(inputs: RewardInputs): readonly [RewardRows, RewardRows];
}

async function checkScorer(
  definition: { readonly id: string; readonly summary: string },
  { params, env, seed = 1, steps = 16, worlds = 4 }: RewardCheckOptions,
  make: (making: Making) => ScorerSubject,
): Promise<Finding[]> {
  const host: RewardHost = {
    seats: worlds * (env?.seats ?? 1),
    goal: env?.goal ?? "Do well.",
    seed,
    stepSeconds: env?.stepSeconds ?? 0,
    device: "cpu",
    blobs: memoryBlobs(),
  };
  const batch = (inputs: RewardInputs, seed: number) =>
    env ? recordRows(env, inputs, { steps, worlds, seed }) : randomRows(inputs, { steps, worlds, seed });
  const complete = await find(described, definition);
  try {
    await env?.prepare();
    const rows = (inputs: RewardInputs) => [batch(inputs, seed), batch(inputs, seed + 1)] as const;
    return [complete, ...(await findAll([...scorerChecks, seatsApart], make({ params, env, host, rows })))];
  } catch (thrown) {
    const fix = "Give params that it knows, and an env that measures what it asks for.";
    return [complete, { name: "it can be bound", ok: false, detail: messageOf(thrown), fix }];
  }
}

const described: Check<{ readonly id: string; readonly summary: string }> = {
  name: "the definition is complete",
  fix: "Fill in the literal at the top of the file: people and reports read it.",
  run({ id, summary }) {
    if (!idPattern.test(id)) wrong(`the id ${JSON.stringify(id)} is not family/name-vN`);
    if (!/\S.*[.!?]$/.test(summary)) wrong(`the summary ${JSON.stringify(summary)} is not a sentence`);
    return id;
  },
};

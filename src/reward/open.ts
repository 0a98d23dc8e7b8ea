import {
  assert,
  type BoundEnv,
  type Metrics,
  type RewardExpression,
  type RewardHost,
  type RewardInputs,
  type RewardRows,
  type SeatMemory,
} from "../core/index.ts";
import { apply } from "./apply.ts";
import {
  askersIn,
  type Bound,
  type BoundTerm,
  bindExpression,
  innerOf,
  isBound,
  type RewardRegistries,
  requireApart,
} from "./bind.ts";
import { product, sum } from "./combine.ts";
import { unionOf } from "./inputs.ts";
import { leaf } from "./leaf.ts";
import { columns, type Part, type Piece, requireFinite } from "./part.ts";
import { type Knowledge, knowledgeOf, memoryOf, type SeatsMemory } from "./state.ts";

/** The rewards of a rollout, in total and by term. The arrays belong to the reward and are valid until its next call. */
export interface RewardScores {
  readonly total: Float64Array;
  /** Weights included: terms sum to the total. */
  readonly terms: { readonly [name: string]: Float64Array };
  /** What the named rewards inside transforms gave, by path, unweighted: `"mix.speed"`. No part of the total. */
  readonly inner: { readonly [path: string]: Float64Array };
}

/** A live reward expression. `save` and `load` concern its learned state, the others its seats. */
export interface LiveReward extends Knowledge, SeatsMemory, SeatMemory {
  /** The inputs of all its parts, which rows must hold. */
  readonly inputs: RewardInputs;
  /** Whether it keeps anything that it has learned, so that the same rows may be worth something else later. */
  readonly learns: boolean;
  /** The leaves of the top-level sums by path: `"a"`, `"a.b"`. */
  readonly terms: readonly string[];
  /** Scores rows; those of a seat come in the order in which they were lived. @throws `reward/value`, naming term, step and world */
  evaluate(rows: RewardRows): Promise<RewardScores>;
  /**
   * Learns from the rows that were evaluated last. Called once a rollout while training, in order.
   * @param progress share of the run's budget spent before this rollout, in [0, 1]
   * @returns metrics by path: `"bonus/loss"`
   */
  learn(rows: RewardRows, progress: number): Promise<Metrics>;
  close(): Promise<void>;
}

/**
 * Looks on while an expression is evaluated: at what a part of it gave, its weight not included, valid during the call. What
 * a transform needs of the state before each step is given after that of the state after it.
 */
export type PartVisitor = (path: string, columns: readonly Float64Array[]) => void;

/**
 * Opens a reward for an env. Everything that can be wrong with the expression shows before anything is loaded or created.
 * @throws `reward/expression`, `registry/unknown`, `params/invalid`, `reward/input`, and what rewards throw that load models
 */
export async function openReward(
  expression: RewardExpression,
  registries: RewardRegistries,
  env: BoundEnv,
  host: RewardHost,
  visit?: PartVisitor,
): Promise<LiveReward> {
  const bound = await bindExpression(expression, registries, env);
  requireApart(bound);
  const inputs = unionOf(
    bound.flatMap(({ of }) => askersIn(of)),
    env,
  );
  for (const { of } of bound) await prepare(of);
  const pieces: Piece[] = [];
  const close = async () => {
    for (const { instance } of pieces.splice(0)) await instance.close?.();
  };
  try {
    const live = create("", bound, host, pieces, visit);
    return {
      inputs,
      learns: pieces.some(({ instance }) => instance.save !== undefined),
      terms: live.terms,
      ...scoring(live),
      ...knowledgeOf(pieces),
      ...memoryOf(pieces, host.seats),
      close,
    };
  } catch (thrown) {
    await close().catch(() => {}); // the first failure is the one to report
    throw thrown;
  }
}

async function prepare(bound: Bound): Promise<void> {
  switch (bound.kind) {
    case "use":
      return bound.reward.prepare();
    case "sum":
      for (const { of } of bound.terms) await prepare(of);
      return;
    case "product":
      for (const factor of bound.factors) await prepare(factor);
      return;
    case "apply":
      for (const inner of innerOf(bound.to)) await prepare(inner);
      return bound.transform.prepare();
  }
}

function create(
  path: string,
  terms: readonly BoundTerm[],
  host: RewardHost,
  pieces: Piece[],
  visit: PartVisitor | undefined,
): Part {
  const part = (bound: Bound): Part => visited(partOf(bound), visit);
  const partOf = (bound: Bound): Part => {
    switch (bound.kind) {
      case "use":
        return leaf(bound.path, bound.reward, host, pieces);
      case "sum":
        return create(bound.path, bound.terms, host, pieces, visit);
      case "product":
        return product(bound.path, bound.factors.map(part));
      case "apply": {
        const { to } = bound;
        const inner = isBound(to)
          ? part(to)
          : Object.fromEntries(Object.entries(to).map(([name, one]) => [name, part(one)]));
        return apply(bound.path, bound.transform, inner, host, pieces);
      }
    }
  };
  return sum(
    path,
    terms.map(({ weight, of }) => ({ weight, part: part(of) })),
  );
}

const visited = (part: Part, visit: PartVisitor | undefined): Part =>
  visit
    ? {
        ...part,
        async fill(rows, columns) {
          await part.fill(rows, columns);
          visit(part.path, columns);
        },
      }
    : part;

/** Evaluates and learns, one call at a time. */
function scoring(live: Part): Pick<LiveReward, "evaluate" | "learn"> {
  const termColumns = columns(live.terms.length);
  const totals = columns(1);
  let busy = false;
  let latest: RewardScores = { total: totals(0)[0], terms: {}, inner: {} };
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    assert(!busy, "a reward does one thing at a time");
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };
  return {
    evaluate: (rows) =>
      alone(async () => {
        const terms = termColumns(rows.rows);
        const [total] = totals(rows.rows);
        await live.fill(rows, terms);
        total.fill(0);
        for (const term of terms) for (let row = 0; row < total.length; row++) total[row] += term[row];
        requireFinite("the sum", rows, total);
        if (latest.total !== total)
          latest = {
            total,
            terms: Object.fromEntries(live.terms.map((name, i) => [name, terms[i]])),
            inner: Object.fromEntries(live.inner.map(({ path, values }) => [path, values(rows.rows)])),
          };
        return latest;
      }),
    learn: (rows, progress) =>
      alone(async () => {
        const learned: { [name: string]: number } = {};
        await live.learn(rows, progress, (path, metrics) => {
          for (const [name, value] of Object.entries(metrics ?? {})) learned[`${path}/${name}`] = value;
        });
        return learned;
      }),
  };
}

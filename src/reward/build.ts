import {
  assert,
  type BoundEnv,
  type RewardExpression,
  type RewardHost,
  type RewardInputs,
  type RewardRows,
} from "../core/index.ts";
import { apply } from "./apply.ts";
import { askersIn, type Bound, type BoundTerm, bindExpression, type RewardRegistries } from "./bind.ts";
import { product, type Sum, sum } from "./combine.ts";
import { unionOf } from "./inputs.ts";
import { leaf } from "./leaf.ts";
import { checkExpression } from "./parse.ts";
import { column, type Part, type Piece } from "./part.ts";
import { loadState, saveState } from "./state.ts";

/** What a rollout is worth, in all and by term. The arrays are the reward's own, valid until its next call. */
export interface Evaluation {
  readonly total: Float64Array;
  /** Weights included: terms sum to the total. */
  readonly terms: { readonly [name: string]: Float64Array };
}

/** A reward expression come to life. */
export interface LiveReward {
  /** All that some part of it reads: what rows must hold. */
  readonly inputs: RewardInputs;
  /** The leaves of the top-level sums by path: `"a"`, `"a.b"`. */
  readonly terms: readonly string[];
  readonly stateful: boolean;
  /** Called once a rollout, in order. @throws `reward/value`, naming term, step and world */
  evaluate(rows: RewardRows): Promise<Evaluation>;
  save(): Uint8Array;
  /** @throws `checkpoint/foreign`, `file/corrupt` */
  load(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * Builds a reward for an env. Everything that can be wrong with the expression shows before any reward is created.
 * @throws `reward/expression`, `registry/unknown`, `params/invalid`, `reward/input`
 */
export function buildReward(
  expression: RewardExpression,
  registries: RewardRegistries,
  env: BoundEnv,
  host: RewardHost,
): LiveReward {
  const bound = bindExpression(checkExpression(expression), registries, env);
  const inputs = unionOf(
    bound.flatMap(({ of }) => askersIn(of)),
    env,
  );
  const pieces: Piece[] = [];
  const close = async () => {
    for (const { instance } of pieces.splice(0)) await instance.close?.();
  };
  let live: Sum;
  try {
    live = create("", bound, host, pieces);
  } catch (thrown) {
    close().catch(() => {}); // what failed first is what matters
    throw thrown;
  }
  const names = bound.map(({ of }) => of.path);
  return { inputs, terms: names, stateful: live.stateful, evaluate: evaluator(live, names), ...keeping(pieces), close };
}

const keeping = (pieces: readonly Piece[]): Pick<LiveReward, "save" | "load"> => ({
  save: () => saveState(pieces),
  load: (bytes) => loadState(pieces, bytes),
});

function create(path: string, terms: readonly BoundTerm[], host: RewardHost, pieces: Piece[]): Sum {
  const part = (bound: Bound): Part => {
    switch (bound.kind) {
      case "use":
        return leaf(bound.path, bound.reward, host, pieces);
      case "sum":
        return create(bound.path, bound.terms, host, pieces);
      case "product":
        return product(bound.path, bound.factors.map(part));
      case "apply":
        return apply(bound.path, bound.transform, part(bound.to), host, pieces);
    }
  };
  return sum(
    path,
    terms.map(({ weight, of }) => ({ weight, part: part(of) })),
  );
}

function evaluator(live: Sum, names: readonly string[]): LiveReward["evaluate"] {
  const total = column();
  let busy = false;
  let latest: Evaluation = { total: total(0), terms: {} };
  return async (rows) => {
    assert(!busy, "a reward is evaluated once at a time");
    busy = true;
    try {
      await live.fill(rows, total(rows.rows));
    } finally {
      busy = false;
    }
    if (latest.total !== total(rows.rows)) {
      const columns = live.columns(rows.rows);
      latest = { total: total(rows.rows), terms: Object.fromEntries(names.map((name, i) => [name, columns[i]])) };
    }
    return latest;
  };
}

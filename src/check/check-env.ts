import { type BoundEnv, bindEnv, type Env, messageOf, type Params } from "../core/index.ts";
import { behaviourChecks, runs } from "./env/behaviour.ts";
import { definitionChecks } from "./env/definition.ts";
import { goalChecks } from "./env/goals.ts";
import { type Life, live } from "./env/life.ts";
import { lifetimeChecks } from "./env/lifetime.ts";
import { manyChecks } from "./env/many.ts";
import { measureChecks } from "./env/measures.ts";
import { methodChecks } from "./env/methods.ts";
import { repetitionChecks } from "./env/repetition.ts";
import { seatChecks } from "./env/seats.ts";
import { showingChecks } from "./env/showing.ts";
import { type Finding, findAll } from "./finding.ts";

export interface EnvCheckOptions {
  readonly params?: Params;
  readonly seed?: number;
  /** How long worlds are watched. */
  readonly steps?: number;
  /** Whether memory is watched, which takes longer than all the rest. */
  readonly memory?: boolean;
  /** How often worlds are made and closed while memory is watched, and how long one is stepped. */
  readonly cycles?: number;
  readonly watchedSteps?: number;
  /** Whether the env is meant to be deterministic. */
  readonly deterministic?: boolean;
}

/** Every check of an env; the first must hold for the others to be run. */
const checks = [
  runs,
  ...definitionChecks,
  ...behaviourChecks,
  ...methodChecks,
  ...repetitionChecks,
  ...manyChecks,
  ...seatChecks,
  ...measureChecks,
  ...goalChecks,
  ...showingChecks,
  ...lifetimeChecks,
];

/** Checks that an env keeps its contract. Problems are returned as findings; nothing is thrown. */
export async function checkEnv(env: Env, options: EnvCheckOptions = {}): Promise<Finding[]> {
  const { params, seed = 1, steps = 300, cycles = 200, watchedSteps = 4_000 } = options;
  const { memory = true, deterministic = false } = options;
  let bound: BoundEnv;
  try {
    bound = bindEnv(env, params);
    await bound.prepare();
  } catch (thrown) {
    return [{ name: runs.name, ok: false, detail: messageOf(thrown), fix: "Give params that the env knows." }];
  }
  let lived: Life | undefined;
  const life = () => {
    lived ??= live({ bound, seed, steps });
    return lived;
  };
  const asked = checks.filter(({ watchesMemory }) => memory || !watchesMemory);
  return findAll(asked, { env, bound, seed, steps, cycles, watchedSteps, deterministic, life });
}

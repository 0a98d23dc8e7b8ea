import { fail } from "./errors.ts";
import { canonical, digest } from "./json.ts";
import type { Device } from "./learn.ts";
import type { Params } from "./params.ts";
import type { NamedRewards, RewardExpression } from "./reward.ts";
import { highestSeed } from "./seeds.ts";

/** A run: one env, one reward, one agent, a seed and a budget. Its hash is its identity. */
export interface RunSpec {
  readonly env: { readonly id: string; readonly params: Params };
  readonly reward: RewardExpression;
  /** More rewards by name, which an agent may discount and value separately: intrinsic beside extrinsic. */
  readonly streams?: NamedRewards;
  /** Rewards by name that the learner never sees: gold beside proxy. */
  readonly watch?: NamedRewards;
  readonly agent: { readonly id: string; readonly params: Params };
  readonly seed: number;
  /** Env steps in all, over all worlds. */
  readonly steps: number;
  readonly worlds: number;
  readonly device: Device;
  /**
   * Whether the next rollout is collected while the learner still works on the last one, so that experience is one update
   * older. Omitted if false, so that a run has only one description.
   */
  readonly overlap?: boolean;
}

/** The identity of a run: equal descriptions, equal text. */
export const identityOf = (spec: RunSpec): Promise<string> => digest(canonical(spec));

const devices: readonly string[] = ["cpu", "webgpu", "cuda"] satisfies Device[];

/**
 * Checks a run's own numbers; its ids are checked where they are looked up.
 * @throws `run/invalid`
 */
export function checkRun(spec: RunSpec): void {
  const whole = (name: "seed" | "steps" | "worlds", lowest: number, highest: number) => {
    const value = spec[name];
    if (!Number.isInteger(value) || value < lowest || value > highest)
      fail("run/invalid", { given: `${name} = ${value}`, expected: `a whole number from ${lowest} to ${highest}` });
  };
  whole("seed", 0, highestSeed);
  whole("steps", 1, Number.MAX_SAFE_INTEGER);
  whole("worlds", 1, 65_536);
  if (!devices.includes(spec.device))
    fail("run/invalid", { given: `device ${JSON.stringify(spec.device)}`, expected: devices.join(", ") });
  if (!["undefined", "boolean"].includes(typeof spec.overlap))
    fail("run/invalid", { given: `overlap = ${JSON.stringify(spec.overlap)}`, expected: "true or false" });
}

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
  /** Further rewards by name, which an agent may discount and value apart: intrinsic beside extrinsic. */
  readonly streams?: NamedRewards;
  /** Rewards by name that nobody learns from: gold beside proxy. */
  readonly watch?: NamedRewards;
  readonly agent: { readonly id: string; readonly params: Params };
  readonly seed: number;
  /** Env steps in all, over all worlds; a step of several seats counts once. */
  readonly steps: number;
  readonly worlds: number;
  /**
   * Puts this many worlds into a group, whose e-th episodes begin from one state: for rewards that compare. Left away where
   * worlds are not grouped.
   */
  readonly group?: number;
  /**
   * With `episodes` a rollout holds one whole episode of every world, of whatever length. Left away where it holds as many
   * steps of every world as the agent asks for.
   */
  readonly rolloutBy?: "episodes";
  readonly device: Device;
  /**
   * Whether the next rollout is collected while the learner works on the last one, by the decisions of before: experience
   * is then one update older. Left away where false, so that one run has one description.
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
  if (spec.group !== undefined && (!(Number.isInteger(spec.group) && spec.group > 0) || spec.worlds % spec.group))
    fail("run/invalid", {
      given: `group = ${JSON.stringify(spec.group)} with ${spec.worlds} worlds`,
      expected: "a whole number that divides the number of worlds",
    });
  if (spec.rolloutBy !== undefined && spec.rolloutBy !== "episodes")
    fail("run/invalid", { given: `rolloutBy = ${JSON.stringify(spec.rolloutBy)}`, expected: '"episodes", or nothing' });
  if (!devices.includes(spec.device))
    fail("run/invalid", { given: `device ${JSON.stringify(spec.device)}`, expected: devices.join(", ") });
  if (!["undefined", "boolean"].includes(typeof spec.overlap))
    fail("run/invalid", { given: `overlap = ${JSON.stringify(spec.overlap)}`, expected: "true or false" });
}

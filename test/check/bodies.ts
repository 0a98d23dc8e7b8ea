import { describe, expect, it } from "vitest";
import { envs } from "../../envs/index.ts";
import { checkEnv } from "../../src/check/index.ts";
import { type Engine, engines } from "../../src/physics/index.ts";
import { beyondSample, sample } from "../sample.ts";

/**
 * Steps cost up to a millisecond: episodes are cut short, and less is watched of each than `rewardgym check` does, less
 * again on the slower engine.
 */
const efforts: {
  readonly [engine in Engine]: { readonly steps: number; readonly cycles: number; readonly watchedSteps: number };
} = {
  mujoco: { steps: 40, cycles: 8, watchedSteps: 80 },
  rapier: { steps: 20, cycles: 4, watchedSteps: 40 },
};

/** How test files share out the family, by the starts of names. */
export const shares = {
  planar: ["hopper", "half-cheetah", "walker2d", "inverted", "reacher", "pusher", "swimmer"],
  ant: ["ant"],
  humanoid: ["humanoid"],
} as const;

const family = envs.all.filter(({ id }) => id.startsWith("locomotion/"));
const shared = (starts: readonly string[]) =>
  family.filter(({ id }) => starts.some((start) => id.startsWith(`locomotion/${start}`)));
expect(Object.values(shares).flatMap(shared).length).toBe(family.length);

/** The envs of a share keep their contract, on every engine; `npm test` checks two of them. */
export function conformance(share: keyof typeof shares): void {
  const all = shared(shares[share]);
  const chosen = sample(all, 2);
  describe.each(engines)("%s", (engine) => {
    it.for(all)("$id conforms", async (env, { skip }) => {
      if (!chosen.has(env)) skip(beyondSample);
      const effort = efforts[engine];
      const findings = await checkEnv(env, { params: { engine, maxSteps: effort.steps }, ...effort });
      expect(findings.filter(({ ok, warning }) => !ok || warning)).toEqual([]);
    });
  });
}

import { type AskedReward, type AskedRun, runAt } from "../src/audit/index.ts";
import { type BoundEnv, bindEnv, fail, type RewardExpression } from "../src/core/index.ts";
import { registries } from "./registries.ts";
import { withNamed } from "./run-flags.ts";

/** The env of a flag. @throws `cli/usage` without it */
export async function envOf(id: string | undefined): Promise<BoundEnv> {
  if (id === undefined)
    fail("cli/usage", { given: "no --env", expected: "an env's id", fix: "`rewardgym list envs` shows them all." });
  return bindEnv(await registries.envs.find(id));
}

/** The only run among paths, if one of them is a run's folder. */
export async function runAmong(paths: readonly string[]): Promise<AskedRun | undefined> {
  for (const path of paths) {
    const run = await runAt(path);
    if (run) return run;
  }
  return undefined;
}

/**
 * The rewards that a command line names, after the run's own (`run`, with what it has learned) and those that it watches.
 * @throws `cli/usage` where there are none, or one is called as the run's own
 */
export async function askedRewards(
  run: AskedRun | undefined,
  texts: readonly string[] | undefined,
): Promise<{ readonly [name: string]: AskedReward }> {
  const given = (await withNamed(run?.spec.watch, "reward", texts)) ?? {};
  for (const name of ["run", "score"])
    if (name in given)
      fail("cli/usage", {
        given: `--reward ${name}=...`,
        expected: "another name",
        fix: name === "run" ? "That one is the run's own." : "That one is the env's own yardstick.",
      });
  const others = Object.entries(given).map(([name, reward]): [string, { reward: RewardExpression }] => [
    name,
    { reward },
  ]);
  const rewards = { ...(run && { run: run.own }), ...Object.fromEntries(others) };
  if (Object.keys(rewards).length === 0)
    fail("cli/usage", { given: "no reward", expected: "at least one", fix: "--reward mine=shaped/upright-v1" });
  return rewards;
}

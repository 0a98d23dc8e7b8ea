import type { RoadMap } from "../../envs/driving/roads/index.ts";
import { type townParams, townsOf } from "../../envs/driving/town/definition.ts";
import { driveLog } from "../../envs/driving/town/drive-log.ts";
import { openStage } from "../../src/check/stage.ts";
import { arraysOf, bindEnv, evaluationSeed, fail } from "../../src/core/index.ts";
import type { OpenedAgent } from "../demos/opened-agent.ts";
import { registries } from "../registries.ts";

/**
 * The town of an agent's drive, with what all cars did: the first episode of an evaluation with the same seed.
 * @throws `cli/usage` for an env without towns and traffic
 */
export async function recordDrive({ spec, policy }: OpenedAgent, seed: number): Promise<RoadMap> {
  const bound = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  if (!("map" in bound.params && "traffic" in bound.params))
    fail("cli/usage", {
      given: `--env ${bound.id}`,
      expected: "one with the params map and traffic",
      fix: "--env driving/route-v1",
    });
  const params = bound.params as unknown as typeof townParams;
  await bound.prepare();
  const stage = openStage(bound);
  const log = driveLog(townsOf(params).set, params);
  try {
    stage.reset(0, evaluationSeed(seed));
    log.note(stage.worlds[0].save());
    let state = new Float32Array(policy.stateSize);
    for (let step = 0; step < bound.maxSteps && !(step > 0 && stage.isOver(0)); step++) {
      const starts = Uint8Array.of(Number(step === 0));
      const decision = await policy.act(
        { rows: 1, observations: stage.observations, masks: stage.masks, starts, state },
        "exploit",
      );
      state = new Float32Array(decision.state);
      const given = arraysOf(decision.actions);
      for (const [i, values] of arraysOf(stage.actions).entries()) values.set(given[i] as never);
      stage.step(0);
      log.note(stage.worlds[0].save());
    }
    return log.map();
  } finally {
    stage.close();
  }
}

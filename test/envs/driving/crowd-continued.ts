import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { crowd } from "../../../envs/driving/crowd/crowd.ts";
import { openStage } from "../../../src/check/stage.ts";
import { bindEnv, generator, type Params } from "../../../src/core/index.ts";

/** What a crowd shows and is in the forty steps after a saved moment, all seats turning and speeding up. */
export function continued(params: Params, world: Uint8Array): number[] {
  const stage = openStage(bindEnv(crowd, params), 1);
  stage.worlds[0].load(world, generator(9));
  const { policy } = stage.observations as { policy: Float32Array };
  const shown: number[] = [];
  const actions = stage.actions as Float32Array;
  for (let step = 0; step < 40; step++) {
    for (let i = 0; i < actions.length; i++) actions[i] = i % 2 ? Math.sin(step / 7 + i) / 9 : 0.6;
    stage.step(0);
    shown.push(...policy, ...Object.values(stage.features).flatMap((column) => Array.from(column)));
  }
  return [...shown, ...stage.save(0).world];
}

// As a program: a moment on standard input, what follows on standard output.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { params, world } = JSON.parse(readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(continued(params, new Uint8Array(Buffer.from(world, "base64")))));
}

import type { Argv } from "yargs";
import { bindEnv, fail } from "../../src/core/index.ts";
import { openPolicy, settle } from "../../src/run/index.ts";
import { describeEvaluation, type EvaluationRequest, evaluateFolder, evaluatePolicy } from "../evaluation.ts";
import { interruptible } from "../interrupt.ts";
import { fromHere } from "../places.ts";
import { atPlace, type Place } from "../remote.ts";
import { type RunFlags, runFlags, specFrom, wholeFlag } from "../run-flags.ts";
import { parseSettings } from "../settings.ts";

export const command = (cli: Argv) =>
  cli.command(
    "eval [run]",
    "Evaluate a trained agent, or any agent on an env",
    (args) =>
      runFlags(args)
        .positional("run", { type: "string", describe: "folder of a run" })
        .option("episodes", { type: "number", default: 100, requiresArg: true, describe: "how many" })
        .option("threads", { type: "number", default: 0, describe: "worker threads that step the worlds; 0: none" })
        .option("record", { type: "number", default: 0, describe: "how many of them to record into the run's folder" })
        .option("json", { type: "boolean", describe: "every episode, as JSON" })
        .example("$0 eval runs/a --episodes 100 --seed 7", "the newest checkpoint of a run")
        .example("$0 eval runs/a --reward sparse/success-v1", "what another reward says of it")
        .example("$0 eval --env classic/cart-pole-v1 --agent baseline/scripted-v1", "an agent without training"),
    async ({ run, episodes, threads, record, json, ...flags }) => {
      if (run !== undefined && (flags.env ?? flags.agent) !== undefined)
        fail("cli/usage", { given: "a run and --env or --agent", expected: "one or the other: a run names both" });
      const asked = {
        episodes: wholeFlag("episodes", episodes, 1),
        seed: flags.seed ?? 1,
        threads,
        record: wholeFlag("record", record, 0),
        worlds: flags.worlds,
      };
      const { env: params } = parseSettings(flags.set ?? []);
      const { files = [], ...evaluation } = await atPlace(flags, { params }, (place) =>
        interruptible<Awaited<ReturnType<typeof evaluateFolder>>>((signal) => {
          const request = { ...asked, place, signal };
          return run === undefined
            ? evaluateAgent({ ...flags, env: place.env }, request)
            : evaluateFolder(run, request, (recorded) => specFrom(flags, recorded, place.registries));
        }),
      );
      if (json)
        console.log(JSON.stringify({ seed: asked.seed, ...evaluation.summary, results: evaluation.episodes }, null, 2));
      else console.log(describeEvaluation(evaluation));
      for (const file of files) console.error(`recorded ${fromHere(file)}`);
    },
  );

/** Evaluates an agent as it is when new. */
async function evaluateAgent(flags: RunFlags, request: EvaluationRequest & { readonly place: Place }) {
  const { registries } = request.place;
  const spec = settle(await specFrom(flags, undefined, registries), registries);
  const policy = await openPolicy(spec, registries, bindEnv(registries.envs.find(spec.env.id), spec.env.params));
  try {
    return { ...(await evaluatePolicy(spec, policy, request)), files: [] };
  } finally {
    await policy.close?.();
  }
}

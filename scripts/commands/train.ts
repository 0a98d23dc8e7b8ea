import { existsSync } from "node:fs";
import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { runPaths } from "../../src/record/index.ts";
import { recordedSpec } from "../../src/run/index.ts";
import { describeEvaluation, evaluateFolder } from "../evaluation.ts";
import { anyCount, anyCountOrNone, type Flags } from "../flags.ts";
import { interruptible } from "../interrupt.ts";
import { digits } from "../numbers.ts";
import { fromHere, inFolder } from "../places.ts";
import { atPlace } from "../remote.ts";
import { runFlags, specFrom, trainingFlags } from "../run-flags.ts";
import { parseSettings } from "../settings.ts";
import { trainFolder } from "../training.ts";

export const flags = {
  ...runFlags,
  ...trainingFlags,
  threads: {
    type: "number",
    limits: anyCountOrNone,
    default: 0,
    describe: "worker threads for stepping worlds; 0: none",
  },
  out: { type: "string", describe: "folder of the run [runs/<env>-<seed>]" },
  from: { type: "string", describe: "folder of a run whose newest weights this one begins with [new ones]" },
  anchor: { type: "string", describe: "folder of a run whose policy the agent is held near to [none]" },
  demonstrations: {
    type: "string",
    array: true,
    describe: "recorded episodes, or folders of them, that the agent learns from [none]",
  },
  resume: { type: "boolean", default: false, describe: "continue the run in --out" },
  "from-start": {
    type: "boolean",
    default: false,
    describe: "with --resume: start over at step 0, overwriting what the run had written",
  },
  patience: {
    type: "number",
    limits: anyCount,
    describe:
      "validations in a row without a better return after which to stop; the best is kept [all steps are spent]",
  },
  validate: {
    type: "number",
    limits: anyCount,
    implies: "patience",
    describe: "env steps between validations, of 20 episodes each [a 20th of all]",
  },
  episodes: {
    type: "number",
    limits: anyCountOrNone,
    default: 20,
    describe: "episodes of the evaluation at the end; 0: none",
  },
  mlflow: { type: "string", describe: "MLflow server to send metrics to as well [none]" },
  "mlflow-experiment": { type: "string", implies: "mlflow", describe: "its experiment [rewardgym]" },
  quiet: { type: "boolean", default: false, describe: "no progress" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "train",
    "Train an agent on an env with a reward",
    (args) =>
      args
        .options(flags)
        .example("$0 train --env classic/cart-pole-v1", "with what suits")
        .example(
          "$0 train --env classic/acrobot-v1 --reward sparse/success-v1 --steps 500000 --seed 3 --out runs/a",
          "",
        )
        .example("$0 train --env classic/pendulum-v1 --set learningRate=1e-3 --set env.maxSteps=100", "other params")
        .example("$0 train --env classic/acrobot-v1 --reward shaped/upright-v1 --watch gold=sparse/success-v1", "")
        .example("$0 train --env ws://127.0.0.1:7447/classic/acrobot-v1", "worlds on a server: `rewardgym serve`")
        .example("$0 train --env classic/cart-pole-v1 --from runs/a", "begins with the weights of another run")
        .example("$0 train --env classic/pendulum-v1 --patience 5", "stops once its return no longer rises")
        .example("$0 train --resume --out runs/a", "goes on where it stopped; --steps for longer"),
    async (flags) => {
      const { threads, resume, fromStart, quiet, episodes, from, anchor, demonstrations, patience, validate } = flags;
      if (fromStart && !resume)
        fail("cli/usage", { given: "--from-start without --resume", expected: "a run to start over", fix: "--resume" });
      if (resume && flags.out === undefined)
        fail("cli/usage", { given: "--resume without --out", expected: "the folder of a run", fix: "--out runs/a" });
      const recorded = resume ? await recordedSpec(flags.out!, fromStart) : undefined;
      const { env: params } = await parseSettings(flags.set ?? []);
      const directory = await atPlace(flags, { params, recordedEnv: recorded?.env.id }, async (place) => {
        const spec = await specFrom({ ...flags, env: place.env }, recorded, place.registries);
        return inFolder(flags.out, spec, async (directory) => {
          await interruptible(async (signal) => {
            const mlflow =
              flags.mlflow === undefined ? undefined : { url: flags.mlflow, experiment: flags.mlflowExperiment };
            const origins = { from, anchor, demonstrations };
            const every = validate ?? Math.ceil(spec.steps / 20);
            const earlyStop = patience === undefined ? undefined : { patience, every };
            const run = { spec, directory, threads, resume, fromStart, mlflow, earlyStop, ...origins };
            const { recent } = await trainFolder({ ...run, place, quiet, signal });
            const request = { episodes, seed: spec.seed, threads, record: "extremes" as const, signal, place };
            if (episodes > 0) console.log(describeEvaluation(await evaluateFolder(directory, request)));
            else if (recent)
              console.log(
                `return ${digits(recent.return)}, score ${digits(recent.score)}: the last ${recent.episodes} episodes`,
              );
          });
          return directory;
        });
      });
      const paths = runPaths(directory);
      const files = [paths.metrics, paths.policy, paths.checkpoints, paths.episodes].filter((path) => existsSync(path));
      console.log(`\n${files.map(fromHere).join("\n")}\n`);
      console.log(`Next: npx rewardgym eval ${fromHere(directory)} --episodes 100 --seed 7`);
    },
  );

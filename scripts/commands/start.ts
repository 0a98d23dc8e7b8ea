import type { Argv } from "yargs";
import { runPaths } from "../../src/record/index.ts";
import { evaluate, settle } from "../../src/run/index.ts";
import { columns } from "../columns.ts";
import { describeEvaluation, evaluateFolder } from "../evaluation.ts";
import { anyCountOrNone, type Flags } from "../flags.ts";
import { interruptible } from "../interrupt.ts";
import { duration } from "../numbers.ts";
import { fromHere, inFolder } from "../places.ts";
import { registries } from "../registries.ts";
import { specFrom } from "../run-flags.ts";
import { trainFolder } from "../training.ts";
import { hasDisplay } from "../view/open-browser.ts";
import { showRun } from "../view/show-run.ts";

const env = "classic/cart-pole-v1";
const solved = 475; // mean return over `episodes`, Gymnasium's threshold for CartPole-v1
const promising = 0.95; // mean training score from which an evaluation is worth its time
const episodes = 100;
const budget = 300_000; // steps; three times the usual need

export const flags = {
  seed: { type: "number", limits: anyCountOrNone, default: 1, describe: "seed of all random numbers" },
  out: { type: "string", describe: "folder of the run [runs/cart-pole-<seed>]" },
  open: { type: "boolean", default: false, describe: "at the end, open a page with the agent in a browser" },
  quiet: { type: "boolean", default: false, describe: "no progress" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "start",
    "Train a first agent: PPO on cart-pole until solved",
    (args) => args.options(flags),
    async ({ seed, out, quiet, open }) => {
      const spec = await settle(await specFrom({ env, seed, steps: budget }), registries);
      const evaluated = { episodes, worlds: episodes, seed };
      const { directory, ...evaluation } = await inFolder(out, spec, (directory) =>
        interruptible(async (signal) => {
          await trainFolder({
            spec,
            directory,
            quiet,
            signal,
            async stopWhen({ recent }, policy) {
              if (!recent || recent.score < promising) return false;
              const { summary } = await evaluate({ spec, registries, policy, ...evaluated });
              return summary.return.mean >= solved;
            },
          });
          return { directory, ...(await evaluateFolder(directory, { ...evaluated, record: "extremes", signal })) };
        }),
      );
      const { mean } = evaluation.summary.return;
      const paths = runPaths(directory);
      const here = fromHere(directory);
      console.log(`\n${describeEvaluation(evaluation)}

${mean >= solved ? "Solved" : `Not solved: ${solved} was the aim`}, ${duration(process.uptime())} after the start.

${columns([
  [fromHere(paths.policy), "the policy: observations in, actions out, runs wherever ONNX runs"],
  [fromHere(paths.metrics), "what was measured at every update; `tensorboard --logdir runs` draws it"],
  [fromHere(paths.checkpoints), "everything needed to go on as if never stopped"],
  [fromHere(paths.episodes), "the best, the median and the worst episode"],
])}

Next:
  npx rewardgym view ${here} --open
  npx rewardgym view ${fromHere(paths.policy)} --open
  npx rewardgym eval ${here} --episodes 100 --seed 7
  npx rewardgym replay ${fromHere(evaluation.files[0])} --reward shaped/upright-v1
  npx rewardgym train --env classic/acrobot-v1 --reward sparse/success-v1 --steps 300000`);
      if (!open) return;
      if (hasDisplay()) await showRun(directory, { port: 0, open });
      else console.error("\nThere is no display to open a page on: the first of these commands serves it.");
    },
  );

import type { Argv } from "yargs";
import { fail, highestSeed } from "../../../src/core/index.ts";
import { openLabels } from "../../../src/labels/index.ts";
import { leavesIn, pairsIn } from "../../../src/run/index.ts";
import { withAgent } from "../../demos/opened-agent.ts";
import { anyCount, type Flags } from "../../flags.ts";
import { interruptible } from "../../interrupt.ts";
import { branch } from "../../label/branches.ts";
import { atPlace } from "../../remote.ts";
import { runFlags } from "../../run-flags.ts";
import { parseSettings } from "../../settings.ts";

const { env, device, set } = runFlags;
const mostLeaves = 1024;

export const flags = {
  store: { type: "string", demandOption: true, describe: "folder of the labels; made if it does not exist" },
  env,
  agent: { type: "string", describe: "agent that needs no training, such as baseline/random-v1" },
  ...{ device, set },
  depth: { type: "number", limits: [1, 10], default: 3, describe: "how often ways fork, first at the start" },
  branching: { type: "number", limits: [2, 32], default: 2, describe: "how many ways go on from a fork" },
  steps: { type: "number", limits: [1, 10_000], default: 48, describe: "steps from the start to a leaf" },
  trees: { type: "number", limits: anyCount, default: 1, describe: "trees, each from a start of its own" },
  seed: { type: "number", limits: [0, highestSeed], default: 1, describe: "of the starts and of what is done" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "branch [run]",
    "Let an agent live trees of episodes, whose branches wait in a store to be compared",
    (args) =>
      args
        .options(flags)
        .positional("run", { type: "string", describe: "folder of a run, or a run's policy.onnx" })
        .example("$0 reward branch runs/a --store labels --trees 4", "then: reward label --store labels")
        .example("$0 reward branch --env classic/pendulum-v1 --agent baseline/random-v1 --store labels", ""),
    async ({ run: source, store: folder, depth, branching, steps, trees, seed, ...flags }) => {
      const shape = { depth, branching, steps };
      const leaves = leavesIn(shape) * trees;
      if (leaves > mostLeaves || depth > steps)
        fail("cli/usage", {
          given: `${trees} trees of ${leavesIn(shape)} leaves, ${depth} forks in ${steps} steps`,
          expected: `at most ${mostLeaves} leaves in all, and a step for each fork`,
        });
      const { env: params } = await parseSettings(flags.set ?? []);
      const { pairs, steps: looked } = await atPlace(flags, { params }, (place) =>
        interruptible((signal) =>
          withAgent(source, { ...flags, seed, env: place.env }, place, async (opened) =>
            branch(opened, await openLabels(folder), { shape, trees, seed, signal }),
          ),
        ),
      );
      const asked = pairsIn(shape).length * trees;
      console.log(
        `${pairs} new pairs in ${folder}, of ${asked}; ${looked} steps to look at instead of ${2 * steps * asked}.`,
      );
      console.error(`Compare them: rewardgym reward label --store ${folder}`);
    },
  );

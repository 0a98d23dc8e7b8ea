import type { Argv } from "yargs";
import { bindEnv, fail, isLearner } from "../../src/core/index.ts";
import { openPolicy, settle } from "../../src/run/index.ts";
import {
  describeEvaluation,
  describeGroups,
  type EvaluationRequest,
  evaluateFolder,
  evaluateUntrained,
  type FeatureForm,
  featureForms,
} from "../evaluation.ts";
import { anyCount, anyCountOrNone, type Flags } from "../flags.ts";
import { interruptible } from "../interrupt.ts";
import { fromHere } from "../places.ts";
import { atPlace, type Place } from "../remote.ts";
import { type RunFlags, runFlags, specFrom } from "../run-flags.ts";
import { parseSettings } from "../settings.ts";

export const flags = {
  ...runFlags,
  episodes: { type: "number", limits: anyCount, default: 100, describe: "number of episodes" },
  threads: {
    type: "number",
    limits: anyCountOrNone,
    default: 0,
    describe: "worker threads for stepping worlds; 0: none",
  },
  record: {
    type: "number",
    limits: anyCountOrNone,
    default: 0,
    describe: "how many of them to record into the run's folder, or into --out",
  },
  sampled: {
    type: "boolean",
    default: false,
    describe: "draw actions as in training, instead of taking the likeliest",
  },
  by: {
    type: "string",
    describe:
      "a feature (or an element: joints.3) to group episodes by: its value after the first step, or feature.last, .lowest, .highest, .mean",
  },
  "record-observations": {
    type: "boolean",
    default: false,
    describe: "record observations whole, for agents that learn from them; digests are recorded anyway",
  },
  "record-features": {
    choices: featureForms,
    type: "string",
    default: "exact" as FeatureForm,
    describe: "rounded or without them a file is far smaller, and only a replay can score it by other rewards",
  },
  out: { type: "string", describe: "folder for what is recorded [the run's own]" },
  json: { type: "boolean", describe: "every episode, as JSON" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "eval [run]",
    "Evaluate a trained agent, or any agent on an env",
    (args) =>
      args
        .options(flags)
        .positional("run", { type: "string", describe: "folder of a run" })
        .example("$0 eval runs/a --episodes 100 --seed 7", "the newest checkpoint of a run")
        .example("$0 eval runs/a --reward sparse/success-v1", "what another reward says of it")
        .example("$0 eval runs/a --watch gold=sparse/success-v1", "beside its own reward")
        .example("$0 eval --env classic/cart-pole-v1 --agent baseline/scripted-v1", "an agent without training"),
    async ({
      run,
      episodes,
      sampled,
      threads,
      record,
      recordObservations,
      recordFeatures,
      out,
      by,
      json,
      ...flags
    }) => {
      const { env: params, agent } = await parseSettings(flags.set ?? []);
      checkRecording(record, { recordObservations, recordFeatures, out });
      if (run === undefined) checkWithoutRun(record, out);
      else checkWithRun(flags, Object.keys(agent));
      const asked = {
        episodes,
        sampled,
        seed: flags.seed ?? 1,
        threads,
        record,
        by,
        recordObservations,
        recordFeatures,
        out,
        worlds: flags.worlds,
        device: flags.device,
      };
      const {
        files = [],
        groups,
        ...evaluation
      } = await atPlace(flags, { params }, (place) =>
        interruptible<Awaited<ReturnType<typeof evaluateFolder>>>((signal) => {
          const request = { ...asked, place, signal };
          return run === undefined
            ? evaluateAgent({ ...flags, env: place.env }, request)
            : evaluateFolder(run, request, (recorded) => specFrom(flags, recorded, place.registries));
        }),
      );
      if (json)
        console.log(
          JSON.stringify({ seed: asked.seed, ...evaluation.summary, groups, results: evaluation.episodes }, null, 2),
        );
      else {
        console.log(describeEvaluation(evaluation));
        if (by !== undefined && groups) console.log(`\n${describeGroups(by, groups)}`);
      }
      for (const file of files) console.error(`recorded ${fromHere(file)}`);
    },
  );

function checkWithRun({ env, agent }: RunFlags, [param]: readonly string[]): void {
  if ((env ?? agent) !== undefined)
    fail("cli/usage", { given: "a run and --env or --agent", expected: "one or the other: a run names both" });
  if (param !== undefined)
    fail("cli/usage", {
      given: `a run and --set ${param}, a param of its agent`,
      expected: "params of the env or the reward only: the agent was trained with its own",
      fix: `--set env.${param} or --set reward.${param}, if one of these is meant.`,
    });
}

interface Recorded {
  readonly recordObservations: boolean;
  readonly recordFeatures: FeatureForm;
  readonly out: string | undefined;
}

function checkRecording(record: number, { recordObservations, recordFeatures, out }: Recorded): void {
  const given = recordObservations
    ? "--record-observations"
    : recordFeatures !== "exact"
      ? `--record-features ${recordFeatures}`
      : out !== undefined
        ? "--out"
        : undefined;
  if (record === 0 && given)
    fail("cli/usage", {
      given: `${given} without --record`,
      expected: "how many episodes to record",
      fix: "--record 20",
    });
}

function checkWithoutRun(record: number, out: string | undefined): void {
  if (record > 0 && out === undefined)
    fail("cli/usage", {
      given: "--record without a run or --out",
      expected: "a folder for what is recorded",
      fix: "--out demonstrations",
    });
}

/** Evaluates an untrained agent. */
async function evaluateAgent(flags: RunFlags, request: EvaluationRequest & { readonly place: Place }) {
  const { registries } = request.place;
  const spec = await settle(await specFrom(flags, undefined, registries), registries);
  const policy = await openPolicy(spec, registries, bindEnv(await registries.envs.find(spec.env.id), spec.env.params));
  if (isLearner(policy))
    console.error(
      `${spec.agent.id} has not been trained: these are the results of its first weights. \`rewardgym eval RUN\` evaluates a trained one.`,
    );
  try {
    return await evaluateUntrained(spec, policy, request);
  } finally {
    await policy.close?.();
  }
}

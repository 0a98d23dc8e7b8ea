import { basename, join } from "node:path";
import type { Argv } from "yargs";
import {
  type AblationProgress,
  collect,
  distinctRuns,
  estimate,
  expand,
  type Plan,
  parseShard,
  readQuestion,
  runAblation,
  runsAtOnce,
  shardOf,
} from "../../src/ablate/index.ts";
import { writeReport } from "../../src/ablate/report/index.ts";
import { fail } from "../../src/core/index.ts";
import { versionsHere } from "../../src/record/index.ts";
import { columns } from "../columns.ts";
import { anyCount, type Flags } from "../flags.ts";
import { Interrupted, interruptible, whenInterrupted } from "../interrupt.ts";
import { duration, percent, whole } from "../numbers.ts";
import { fromHere } from "../places.ts";
import { lineOf } from "../progress-line.ts";
import { registries } from "../registries.ts";
import { customaryReward } from "../zoo/index.ts";

const worker = new URL(
  import.meta.url.endsWith(".ts") ? "../ablate-worker.ts" : "../ablate-worker.js",
  import.meta.url,
);

export const flags = {
  out: { type: "string", describe: "folder [ablations/<name of the file>]" },
  "dry-run": { type: "boolean", default: false, describe: "only show the runs and their estimated time" },
  jobs: { type: "number", limits: anyCount, describe: "parallel runs [as cores and memory allow]" },
  shard: { type: "string", describe: "i/n: this part of the runs, without a report" },
  retry: { type: "boolean", default: false, describe: "repeat failed runs" },
  quiet: { type: "boolean", default: false, describe: "no progress" },
} satisfies Flags;
const stopping =
  "Stopping every run after its update, with a checkpoint. Ctrl-C again stops at once and loses the steps since the last ones.";

export const command = (cli: Argv) =>
  cli.command(
    "ablate <question>",
    "Answer a question by many runs, with intervals",
    (args) =>
      args
        .positional("question", { type: "string", demandOption: true, describe: "the question's file, YAML or JSON" })
        .options(flags)
        .example("$0 ablate scripts/questions/delay.yaml --dry-run", "what it takes")
        .example("$0 ablate question.yaml", "runs, or goes on with, all of it and writes the report")
        .example(
          "$0 ablate question.yaml --shard 1/2",
          "half of it; copy all runs/ into one folder, then run it whole",
        ),
    async (flags) => {
      const question = await readQuestion(flags.question);
      const name = basename(flags.question).replace(/\.(ya?ml|json)$/, "");
      const directory = flags.out ?? join("ablations", name);
      const shard = flags.shard === undefined ? undefined : parseShard(flags.shard);
      const { jobs = runsAtOnce() } = flags;
      const plan = await expand(question, { registries, customaryReward, version: versionsHere().rewardgym });
      const line = lineOf(describeProgress, flags.quiet);
      for (const notice of plan.notices) console.error(notice);
      if (flags.dryRun) {
        const own = shard ? { ...plan, runs: shardOf(distinctRuns(plan), shard) } : plan;
        return console.log(await describePlan(own, directory, jobs));
      }

      const counts = await interruptible(async (signal) => {
        const unwatch = whenInterrupted(signal, () => line.note(stopping));
        try {
          const command = `npx rewardgym ablate ${fromHere(flags.question)}`;
          const watch = { onProgress: line.show, onNotice: line.note };
          return await runAblation({
            name,
            command,
            plan,
            directory,
            worker,
            jobs,
            shard,
            retry: flags.retry,
            signal,
            ...watch,
          });
        } catch (thrown) {
          if (signal.aborted)
            throw new Interrupted("stopped, with a checkpoint of every run. The same command goes on.");
          throw thrown;
        } finally {
          unwatch();
          line.end();
        }
      });
      const { ablation, missing } = await collect(directory);
      if (missing > 0)
        console.log(`${fromHere(directory)}: ${counts.all} runs are done; ${missing} runs of other shards are not.`);
      else {
        await writeReport(ablation, directory);
        console.log(["report.html", "report.md"].map((file) => fromHere(join(directory, file))).join("\n"));
      }
      const failed = ablation.runs.filter(({ status }) => status === "failed");
      if (failed.length > 0)
        fail("ablate/failed", {
          given: `${failed.length} of ${ablation.runs.length} runs; the first: ${failed[0].cause}`,
          expected: "runs that finish",
          fix: "Repeat them with --retry.",
        });
    },
  );

/** The runs of a plan and their estimated time. */
async function describePlan(plan: Plan, directory: string, jobs: number): Promise<string> {
  const { runs, kept, steps, seconds } = await estimate(plan, directory, registries);
  const changes = plan.variants.map(({ name, changes }) => [
    name,
    Object.entries(changes)
      .map(([path, value]) => (value === null ? `no ${path}` : `${path} = ${JSON.stringify(value)}`))
      .join(", ") || "as the base says",
  ]);
  const places = `${counted(plan.variants, "variant")} on ${plan.envs.join(", ")} with ${counted(plan.seeds, "seed")}`;
  const about = plan.question.halving ? "at most" : "about";
  return [
    plan.question.question,
    "",
    columns(changes),
    "",
    `${places}: ${whole(runs)} runs, of which ${whole(kept)} are there.`,
    `${whole(steps)} steps, ${about} ${duration(seconds / Math.min(jobs, Math.max(1, runs - kept)))} with ${jobs} at once.`,
  ].join("\n");
}

const counted = ({ length }: readonly unknown[], what: string) => `${length} ${what}${length === 1 ? "" : "s"}`;

/** One line for the whole ablation, then one for each current run. */
function describeProgress({ runs, steps, secondsLeft, running }: AblationProgress): string {
  const ended = runs.kept + runs.done + runs.failed;
  return [
    `${whole(ended)} of ${whole(runs.all)} runs${runs.failed ? `, ${whole(runs.failed)} failed` : ""}`,
    `${percent(steps.all ? steps.done / steps.all : 1)} of the steps`,
    `${duration(secondsLeft)} left`,
    ...running.map(({ job: { variant, spec }, progress }) => {
      const score = progress?.recent ? `, score ${progress.recent.score.toFixed(3)}` : "";
      return `${variant} seed ${spec.seed}: ${percent((progress?.steps ?? 0) / spec.steps)}${score}`;
    }),
  ].join(" · ");
}

import type { Argv } from "yargs";
import { packLearned } from "../../../rewards/learned/file.ts";
import { fitPreferences } from "../../../rewards/learned/fit.ts";
import { type LossName, losses } from "../../../rewards/preferences/losses.ts";
import {
  type BoundEnv,
  bindEnv,
  canonical,
  digest,
  fail,
  type Json,
  listing,
  sizeOf,
} from "../../../src/core/index.ts";
import {
  agreedOnly,
  agreementOf,
  type Clip,
  clipsFor,
  consistencyOf,
  examplesOf,
  type GradedLabel,
  heldOutOf,
  openLabels,
  partLabels,
  requireSeen,
  type SeenInputs,
  teachable,
  usualInputs,
} from "../../../src/labels/index.ts";
import { writeSealed } from "../../../src/record/index.ts";
import { describe, warnings } from "../../fit-report.ts";
import { anyCount, anyCountOrNone, type Flags } from "../../flags.ts";
import { registries } from "../../registries.ts";
import { requireRewardPath, useOf } from "./export.ts";

const lossNames = Object.keys(losses) as LossName[];

export const flags = {
  store: { type: "string", demandOption: true, describe: "folder of labels, as `reward label` fills it" },
  env: { type: "string", describe: "env of the clips, to be sure of it [as the clips say]" },
  out: { type: "string", demandOption: true, describe: "the file's path, which ends with .reward" },
  input: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "observations, actions, or a feature's name [observations and actions, or else all features]",
  },
  loss: { type: "string", choices: lossNames, default: "bradley-terry", describe: "what is learned of a label" },
  by: { type: "string", array: true, nargs: 1, describe: "only labels of this person [everybody's]" },
  agreed: { type: "boolean", default: false, describe: "leave out clips about which people disagree" },
  "hold-out": {
    type: "number",
    limits: [0, 90],
    default: 20,
    describe: "pairs of clips to judge it by, not learned from [%]",
  },
  members: { type: "number", limits: [1, 32], default: 3, describe: "networks of the ensemble" },
  steps: { type: "number", limits: anyCount, default: 1000, describe: "gradient steps" },
  seed: { type: "number", limits: anyCountOrNone, default: 1, describe: "of all that is drawn" },
  json: { type: "boolean", describe: "all numbers, as JSON" },
} satisfies Flags;

const network = { hidden: [64, 64], minibatch: 32, learningRate: 1e-3 };

export const command = (cli: Argv) =>
  cli.command(
    "fit",
    "Learn a reward from people's labels, as a file that model/file-v1 runs",
    (args) =>
      args
        .options(flags)
        .example("$0 reward fit --store labels --out mine.reward", "")
        .example("$0 reward fit --store labels --out mine.reward --input upright --input spin --loss scaled", ""),
    async ({ store: folder, env: id, out, input, loss: lossName, by, agreed, holdOut, members, steps, seed, json }) => {
      requireRewardPath(out);
      const loss = lossName as LossName;
      const store = await openLabels(folder);
      const labels = [...store.state.labels.values()].filter((label) => !by || by.includes(label.by));
      const before = agreementOf(labels);
      const used = teachable(agreed ? agreedOnly(labels) : labels);
      if (loss === "regression") requireRatings(used);
      const clips = await clipsFor(store, used);
      const env = await envOf(id, clips);
      const inputs = input ? askedInputs(input) : usualInputs(clips.values());
      requireSeen(clips.values(), env, inputs);
      const { learned, heldOut } = partLabels(used, holdOut / 100, seed);
      const examples = examplesOf(learned, clips, env, inputs);
      const fitted = await fitPreferences(examples, { ...network, loss, members, gradientSteps: steps, seed });
      try {
        const asked = examplesOf(heldOut, clips, env, inputs);
        const judged = heldOut.length
          ? heldOutOf(
              await fitted.leads(asked),
              heldOut.map(({ grade }) => grade),
            )
          : undefined;
        const spreads = await fitted.spreads(examples);
        const slopes = (await fitted.slopes(examples)).slice(-inputs.features.length || examples.size);
        const slopeOf = Object.fromEntries(inputs.features.map((name, i) => [name, slopes[i]]));
        const facts = {
          labels: used.length,
          pairs: new Set(used.map(({ a, b }) => [a, b].sort().join())).size,
          labellers: [...new Set(used.map((label) => label.by))].sort(),
          learnedFrom: learned.length,
          ...consistencyOf(used),
          agreement: { before, ...(agreed && { after: agreementOf(used) }) },
          ...{ loss, seed, members, gradientSteps: steps, trainingLoss: fitted.loss },
          ...(judged && { heldOut: judged }),
          spreads,
          slopes: slopeOf,
        };
        const notices = [...store.notices, ...warnings(facts)];
        const header = {
          env: { id: env.id, params: env.params },
          inputs: {
            ...(inputs.observations && { observations: { when: "after" as const, size: sizeOf(env.observation) } }),
            ...(inputs.actions && { actions: { size: sizeOf(env.action) } }),
            ...(inputs.features.length > 0 && { features: inputs.features }),
          },
          normalisation: fitted.normalisation,
          digest: await digest(fitted.model),
          learned: { from: "labels", store: await digest(canonical(used)), ...(jsonOf(facts) as object) },
        };
        await writeSealed(out, "reward", packLearned({ header, model: fitted.model }));
        if (json) return console.log(JSON.stringify({ ...header, notices }, null, 2));
        console.log(describe(facts));
        for (const notice of notices) console.error(notice);
        console.error(useOf(out, env.id));
      } finally {
        await fitted.close();
      }
    },
  );

/** As JSON: what is undefined is left out. */
const jsonOf = (value: object): Json => JSON.parse(JSON.stringify(value));

function requireRatings(labels: readonly GradedLabel[]): void {
  const without = labels.filter(({ ratings }) => !ratings).length;
  if (without > 0)
    fail("labels/invalid", {
      given: `${without} of ${labels.length} labels without ratings`,
      expected: "ratings of both clips, which regression learns from",
      fix: `--loss ${listing(lossNames.filter((name) => name !== "regression")).replaceAll('"', "")}`,
    });
}

async function envOf(asked: string | undefined, clips: ReadonlyMap<string, Clip>): Promise<BoundEnv> {
  const [{ env }] = clips.values();
  return bindEnv(
    await registries.envs.find(asked ?? env.id),
    asked === undefined || asked === env.id ? env.params : {},
  );
}

const askedInputs = (names: readonly string[]): SeenInputs => ({
  observations: names.includes("observations"),
  actions: names.includes("actions"),
  features: names.filter((name) => name !== "observations" && name !== "actions"),
});

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
  type HeldOut,
  heldOutOf,
  openLabels,
  partLabels,
  requireSeen,
  type SeenInputs,
  teachable,
  usualInputs,
} from "../../../src/labels/index.ts";
import { writeSealed } from "../../../src/record/index.ts";
import { columns } from "../../columns.ts";
import { anyCount, anyCountOrNone, type Flags } from "../../flags.ts";
import { digits, percent } from "../../numbers.ts";
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
const flat = 0.01; // deviation of what is paid for steps, in (-1, 1), below which nothing was learned

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

interface Facts {
  readonly labels: number;
  readonly pairs: number;
  readonly labellers: readonly string[];
  readonly learnedFrom: number;
  readonly repeated: number;
  readonly alike: number;
  readonly contradictory: number;
  readonly agreement: {
    readonly before: ReturnType<typeof agreementOf>;
    readonly after?: ReturnType<typeof agreementOf>;
  };
  readonly trainingLoss: number;
  readonly heldOut?: HeldOut;
  readonly spreads: readonly number[];
  /** What a deviation more of each feature that it sees makes a step worth more, on average. */
  readonly slopes: { readonly [feature: string]: number };
}

/** As JSON: what is undefined is left out. */
const jsonOf = (value: object): Json => JSON.parse(JSON.stringify(value));

function describe({ labels, pairs, labellers, learnedFrom, heldOut, agreement, spreads, ...facts }: Facts): string {
  const agreed = ({ shared, agreed, kappa, weightedKappa, measure }: typeof agreement.before) =>
    `${agreed} of ${shared} alike, ${measure} ${known(kappa)} (weighted ${known(weightedKappa)})`;
  const rows: string[][] = [
    ["labels", `${labels} of ${pairs} pairs of clips, by ${labellers.join(", ")}`],
    ["learned from", `${learnedFrom}; loss ${digits(facts.trainingLoss)}`],
  ];
  if (heldOut) {
    const { accuracy, low, high, decided, calibrationError, spread } = heldOut;
    rows.push(
      ["held out", `${percent(accuracy)} of ${decided} right (95 % interval ${percent(low)} to ${percent(high)})`],
      ["calibration", `off by ${percent(calibrationError)} on average`],
      ["spread", `members' probabilities deviate by ${percent(spread)}`],
    );
  }
  rows.push(["pays", `steps with a deviation of ${spreads.map(digits).join(", ")}`]);
  const signed = (slope: number) => `${slope > 0 ? "+" : ""}${digits(slope)}`;
  for (const [name, slope] of Object.entries(facts.slopes))
    rows.push([`more ${name}`, `${signed(slope)} for each deviation`]);
  if (facts.repeated)
    rows.push(["repeats", `${facts.alike} of ${facts.repeated} alike, ${facts.contradictory} contradict`]);
  if (agreement.before.shared) rows.push(["agreement", agreed(agreement.before)]);
  if (agreement.after) rows.push(["without disputed", agreed(agreement.after)]);
  const bins = (heldOut?.bins ?? []).filter(({ labels }) => labels > 0);
  const table = bins.map(({ from, to, labels, sure, right }) => [
    `${percent(from)} to ${percent(to)}`,
    String(labels),
    percent(sure),
    percent(right),
  ]);
  return [columns(rows), ...(table.length ? ["", columns([["sure", "labels", "mean", "right"], ...table])] : [])].join(
    "\n",
  );
}

const known = (value: number | undefined) => (value === undefined ? "unknown" : digits(value));

function warnings({ spreads, repeated, contradictory, labels, heldOut }: Facts): string[] {
  const collapsed = spreads.filter((spread) => spread < flat).length;
  const share = contradictory / Math.max(1, repeated);
  return [
    ...(collapsed > 0
      ? [
          `${collapsed} of ${spreads.length} members pay every step nearly the same (deviation ${digits(Math.min(...spreads))}): what they see tells nothing about the labels, or there are too few.`,
        ]
      : []),
    ...(contradictory > 0
      ? [`${contradictory} of ${repeated} repeated pairs (${percent(share)}) have labels that contradict each other.`]
      : []),
    ...(heldOut && heldOut.low <= 0.5
      ? [`Chance is within the interval of the accuracy: ${labels} labels do not show that it learned anything.`]
      : []),
  ];
}

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

import type { agreementOf, HeldOut } from "../src/labels/index.ts";
import { columns } from "./columns.ts";
import { digits, percent } from "./numbers.ts";

const flat = 0.01; // deviation of what is paid for steps, in (-1, 1), below which nothing was learned

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

export function describe({
  labels,
  pairs,
  labellers,
  learnedFrom,
  heldOut,
  agreement,
  spreads,
  ...facts
}: Facts): string {
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

export function warnings({ spreads, repeated, contradictory, labels, heldOut }: Facts): string[] {
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

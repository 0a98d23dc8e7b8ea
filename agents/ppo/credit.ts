import { type AdvantageColumns, estimateAdvantages } from "./advantage.ts";
import { estimateMacroAdvantages } from "./macro-advantage.ts";
import { softMinimum, strictMinimum } from "./minimum.ts";
import type { Episodes } from "./pieces.ts";
import type { Settings } from "./settings.ts";
import { subtractOthersMean } from "./step-baseline.ts";

/** How the rewards of one stream become advantages. */
export interface Credit extends Pick<Settings, "credit" | "baseline" | "lambda" | "macroValues"> {
  readonly gamma: number;
  /** Of a soft minimum, in the unit of the rewards as they are given here. */
  readonly temperature: number;
}

/** What rewards of one kind are worth to one stream; rewards that are summed are left as they are. */
function credited(columns: AdvantageColumns & Episodes, { credit, gamma, temperature }: Credit): Float64Array {
  const rewards = Float64Array.from(columns.rewards);
  if (credit === "minimum") strictMinimum(columns, gamma, rewards);
  if (credit === "softMinimum") softMinimum(columns, gamma, temperature, rewards);
  return rewards;
}

/**
 * Fills `advantages` and `returns` `[rows]`. Values learn the same returns whatever the baseline is: with `step` only the
 * advantages do without them, and what a truncation or the rollout's end cuts off counts as average.
 * @param begins where macro actions begin; undefined if every step is one
 */
export function assignCredit(
  columns: AdvantageColumns & Episodes,
  credit: Credit,
  begins: Uint8Array | undefined,
  advantages: Float32Array,
  returns: Float32Array,
): void {
  const { gamma, lambda, macroValues, baseline } = credit;
  const estimate = (given: AdvantageColumns, decay: number, gains: Float32Array, sums: Float32Array) =>
    begins
      ? estimateMacroAdvantages(given, begins, macroValues, gamma, decay, gains, sums)
      : estimateAdvantages(given, gamma, decay, gains, sums);
  const rewards = credit.credit === "sum" ? columns.rewards : credited(columns, credit);
  estimate({ ...columns, rewards }, lambda, advantages, returns);
  if (baseline === "value") return;
  const nothing = new Float32Array(advantages.length);
  const alone = { ...columns, values: nothing, nextValues: nothing };
  const beyondOthers = credited(alone, credit);
  subtractOthersMean(columns, beyondOthers);
  estimate({ ...alone, rewards: beyondOthers }, 1, advantages, nothing.slice());
}

import { faint, type Series, series } from "../../report/palette.ts";
import type { Ablation } from "../result.ts";
import { type Comparing, type Comparison, compare } from "./comparison.ts";
import { type Drift, driftOf } from "./drift.ts";
import { finished, measureOf } from "./measure.ts";

/** An ablation with everything that the parts of its report need. */
export interface Study extends Comparing {
  /** The variant that the others are compared with. */
  readonly reference: string;
  /** One for each env, in order. */
  readonly comparisons: readonly Comparison[];
  /** Over all envs, if there are several and the measure is comparable across them. */
  readonly together: Comparison | undefined;
  /** The drift of reward and score wherever a run finished; in the order of envs and variants. */
  readonly drifts: readonly { readonly env: string; readonly variant: string; readonly drift: Drift }[];
  /** The style of each variant: distinct for the reference and the best ones, faint for the rest. */
  readonly looks: ReadonlyMap<string, Series>;
  /** The env's part of a picture's name. */
  slugOf(env: string): string;
}

export function studyOf(ablation: Ablation): Study {
  const { envs, question, variants } = ablation;
  const measure = measureOf(ablation);
  const comparing = { ablation, measure, confidence: question.confidence ?? 0.95 };
  const reference = variants[0].name;
  const comparisons = envs.map((env) => compare(comparing, [env], reference));
  const together = envs.length > 1 && measure.name === "score" ? compare(comparing, envs, reference) : undefined;
  const slugs = new Map(envs.map((env, i) => [env, `${i + 1}-${slug(env)}`]));
  return {
    ...comparing,
    reference,
    comparisons,
    together,
    drifts: envs.flatMap((env) =>
      variants.flatMap(({ name }) => {
        const drift = driftOf(finished(ablation, env, name), comparing.confidence);
        return drift ? [{ env, variant: name, drift }] : [];
      }),
    ),
    looks: looksOf(
      variants.map(({ name }) => name),
      comparisons,
    ),
    slugOf: (env) => slugs.get(env)!,
  };
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);

/** The reference gets the first style; the remaining styles go to the best variants by their ranks over envs. */
function looksOf(variants: readonly string[], comparisons: readonly Comparison[]): ReadonlyMap<string, Series> {
  const [reference, ...others] = variants;
  const rankSums = new Map(others.map((name) => [name, 0]));
  for (const { rows } of comparisons) {
    const ranked = rows.toSorted((a, b) => b.level.value - a.level.value).map(({ variant }) => variant);
    for (const name of others)
      rankSums.set(name, rankSums.get(name)! + (ranked.includes(name) ? ranked.indexOf(name) : variants.length));
  }
  const best = others.toSorted((a, b) => rankSums.get(a)! - rankSums.get(b)!).slice(0, series.length - 1);
  const shown = [reference, ...others.filter((name) => best.includes(name))];
  return new Map(variants.map((name) => [name, series[shown.indexOf(name)] ?? faint]));
}

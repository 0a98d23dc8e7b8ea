import type { Ablation } from "../result.ts";
import { type Comparing, type Comparison, compare } from "./comparison.ts";
import { type Drift, driftOf } from "./drift.ts";
import { finished, measureOf } from "./measure.ts";
import { faint, type Series, series } from "./palette.ts";

/** An ablation with what every part of its report needs to know. */
export interface Study extends Comparing {
  /** The variant that the others are compared with. */
  readonly reference: string;
  /** In the order of the envs. */
  readonly comparisons: readonly Comparison[];
  /** All envs at once, where there are several and the measure means the same on each. */
  readonly together: Comparison | undefined;
  /** What reward and score did, where a run finished; in the order of envs and variants. */
  readonly drifts: readonly { readonly env: string; readonly variant: string; readonly drift: Drift }[];
  /** How each variant is drawn: the reference and the best ones so that they can be told apart, the rest faintly. */
  readonly looks: ReadonlyMap<string, Series>;
  /** Part of the name of a picture of an env. */
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

/** The reference has the first look; the others that there are looks for are the best by their ranks over envs. */
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

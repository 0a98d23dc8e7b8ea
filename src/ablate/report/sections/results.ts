import type { Block, Section, Table } from "../../../report/blocks.ts";
import { percent, told, toldChange } from "../../../report/numbers.ts";
import { interquartileMean, mean, median, optimalityGap, type Statistic } from "../../statistics/index.ts";
import { type Comparison, estimate, type Row } from "../comparison.ts";
import { labelOf } from "../lead.ts";
import { finished, heldOutOf, plain } from "../measure.ts";
import { publishedOn } from "../published.ts";
import type { Study } from "../study.ts";

/** Every number that answers, variant by variant, on each env and together. */
export function resultsSection(study: Study): Section {
  const { comparisons, together, confidence, measure, reference, ablation } = study;
  const differences =
    ablation.variants.length > 1
      ? ` Those of differences from ${reference} hold for all variants of a table at once.`
      : "";
  return {
    title: "Results",
    id: "results",
    blocks: [
      {
        kind: "text",
        text: `IQM is the interquartile mean: the mean ${measure.name} of the middle half of the runs. Brackets are ${percent(confidence)} intervals; a number without them comes from too few seeds for an interval, or from seeds that are all equal.${differences}`,
      },
      ...(together ? [togetherTable(study, together)] : []),
      ...comparisons.flatMap((comparison): Block[] => [envTable(study, comparison), ...leftOut(study, comparison)]),
      ...yardsticksTable(study),
    ],
  };
}

/** A column and what it says of a variant; nothing finished is a dash everywhere. */
interface Measured {
  readonly title: string;
  readonly of: (row: Row) => string;
  readonly text?: true;
}

const none = "–";

function togetherTable(study: Study, { rows }: Comparison): Table {
  const measured = (title: string, statistic: Statistic): Measured => ({
    title,
    of: ({ scores }) => told(estimate(scores, statistic, study.confidence)),
  });
  const columns: Measured[] = [
    measured("IQM", interquartileMean),
    ...differenceColumns(study),
    measured("mean", mean),
    measured("median", median),
    measured("optimality gap", optimalityGap),
  ];
  return {
    kind: "table",
    caption: "All environments together",
    columns: [{ title: "variant" }, ...columns.map(columnOf)],
    rows: rows.map((row) => [row.variant, ...columns.map(({ of }) => of(row))]),
  };
}

function envTable(study: Study, { envs: [env], rows }: Comparison): Table {
  const { ablation, measure, confidence } = study;
  const figures = publishedOn(ablation, env);
  const heldOut = heldOutOf(ablation).map(
    (set): Measured => ({
      title: `IQM, ${set}`,
      of: ({ variant }) => {
        const scores = finished(ablation, env, variant).map((run) => measure.of(run, set));
        return told(estimate([scores], interquartileMean, confidence));
      },
    }),
  );
  const columns: Measured[] = [
    { title: "IQM", of: ({ level }) => told(level) },
    ...differenceColumns(study),
    { title: "mean", of: ({ scores }) => told({ value: mean(scores) }) },
    { title: "worst seed", of: ({ scores: [runs] }) => told({ value: Math.min(...runs) }) },
    { title: "seeds", of: ({ scores: [runs] }) => `${runs.length} of ${ablation.seeds.length}` },
    ...heldOut,
  ];
  const cells = (name: string): string[] => {
    const row = rows.find(({ variant }) => variant === name);
    return columns.map(({ of }) => (row ? of(row) : none));
  };
  const source = (text: string) => (figures.length ? [text] : []);
  return {
    kind: "table",
    caption: env,
    columns: [{ title: "variant" }, ...columns.map(columnOf), ...source("source").map((title) => ({ title }))],
    rows: [
      ...ablation.variants.map(({ name }) => [name, ...cells(name), ...source("this ablation")]),
      ...figures.map((figure) => [
        `${figure.what} (published)`,
        String(figure.value),
        ...columns.slice(1).map(() => none),
        figure.source,
      ]),
    ],
  };
}

/** What envs judge episodes by besides their score; nothing where none has more. */
function yardsticksTable({ ablation, confidence }: Study): Table[] {
  const rows = ablation.envs.flatMap((env) =>
    ablation.variants.flatMap(({ name: variant }) => {
      const runs = finished(ablation, env, variant).map(({ evaluations }) => evaluations[plain].yardsticks ?? {});
      return Object.keys(runs[0] ?? {}).map((name) => {
        const means = runs.map((run) => mean([run[name]]));
        return [variant, env, name, told(estimate([means], interquartileMean, confidence))];
      });
    }),
  );
  if (rows.length === 0) return [];
  const columns = [{ title: "variant" }, { title: "environment", unbroken: true }, { title: "yardstick" }];
  return [{ kind: "table", caption: "Other yardsticks", columns: [...columns, { title: "IQM", numeric: true }], rows }];
}

const columnOf = ({ title, text }: Measured) => ({ title, numeric: !text, unbroken: text });

/** None where there is nothing to compare with. */
function differenceColumns({ ablation, reference }: Study): Measured[] {
  if (ablation.variants.length === 1) return [];
  return [
    {
      title: `difference from ${reference}`,
      of: ({ difference }) => (difference ? toldChange(difference.effect) : none),
    },
    {
      title: `probability of beating ${reference}`,
      of: ({ difference }) => (difference?.improvement ? told(difference.improvement) : none),
    },
    {
      title: "verdict",
      of: (row) => (row.variant === reference ? none : labelOf(row)),
      text: true,
    },
  ];
}

/** Which seeds are in no difference because a variant lacks them. */
function leftOut({ ablation }: Study, { pairedSeeds: [seeds] }: Comparison): Block[] {
  const missing = ablation.seeds.filter((seed) => !seeds.includes(seed));
  if (missing.length === 0 || seeds.length === 0) return [];
  return [
    {
      kind: "text",
      text: `Differences pair runs of equal seeds and leave out ${missing.length === 1 ? "seed" : "seeds"} ${missing.join(", ")}, which not every variant finished.`,
    },
  ];
}

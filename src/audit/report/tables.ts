import type { Column, Table } from "../../report/blocks.ts";
import { percent, told } from "../../report/numbers.ts";
import type { Comparison, Distances } from "../compare.ts";

const numeric = (title: string): Column => ({ title, numeric: true });
const number = (value: number | undefined | null) => (value === undefined || value === null ? "–" : told({ value }));
const share = (value: number | undefined) => (value === undefined ? "–" : percent(value));

/** How well each reward agrees with gold. */
export function agreementTable({ gold, rewards }: Comparison): Table {
  const others = rewards.filter(({ episodes }) => episodes);
  const perStep = others.some(({ steps }) => steps);
  return {
    kind: "table",
    caption: `Agreement with ${gold}`,
    columns: [
      { title: "reward" },
      numeric("mean return"),
      numeric("pairs in the same order"),
      numeric("Spearman, episodes"),
      numeric("Pearson, episodes"),
      ...(perStep ? [numeric("Spearman, steps"), numeric("Pearson, steps")] : []),
      numeric("best of n turns at"),
    ],
    rows: others.map(({ name, meanReturn, episodes, steps, bestOfN }) => [
      name,
      number(meanReturn),
      share(episodes?.accuracy),
      number(episodes?.spearman),
      number(episodes?.pearson),
      ...(perStep ? [number(steps?.spearman), number(steps?.pearson)] : []),
      bestOfN?.turns === undefined ? "–" : String(bestOfN.turns),
    ]),
  };
}

export const distanceTable = (measure: string, { names, between }: Distances): Table => ({
  kind: "table",
  caption: `${measure} distance`,
  columns: [{ title: "from" }, ...names.map(numeric)],
  rows: names.map((name, i) => [name, ...between[i].map((distance) => distance?.toFixed(3) ?? "–")]),
});

export const termsTable = ({ rewards }: Comparison): Table => ({
  kind: "table",
  caption: "Terms of every reward, over steps",
  columns: [
    { title: "reward" },
    { title: "term" },
    numeric("mean"),
    numeric("deviation"),
    numeric("of the variance"),
    numeric("of the sum"),
    { title: "" },
  ],
  rows: rewards.flatMap(({ name, terms }) =>
    terms.map((term) => [
      name,
      term.name,
      number(term.mean),
      number(term.deviation),
      share(term.ofVariance),
      share(term.ofSum),
      term.dead ? "never moves" : term.dominates ? "dominates" : "",
    ]),
  ),
});

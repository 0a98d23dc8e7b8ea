import type { Column, Section } from "../../../report/blocks.ts";
import { percent, told } from "../../../report/numbers.ts";
import { finished } from "../measure.ts";
import { drawTerms } from "../pictures/terms.ts";
import { sharesOf } from "../shares.ts";
import type { Study } from "../study.ts";

const numeric = (title: string): Column => ({ title, numeric: true });

/** What every term gives of the reward; nothing where no reward has two terms. */
export function termsSection(study: Study): Section[] {
  const { ablation } = study;
  const found = ablation.envs.flatMap((env) =>
    ablation.variants.map(({ name }) => ({ env, name, shares: sharesOf(finished(ablation, env, name)) })),
  );
  if (!found.some(({ shares }) => shares.length > 1)) return [];
  const envs = ablation.envs.filter((env) => found.some((entry) => entry.env === env && entry.shares.length > 0));
  return [
    {
      title: "Terms of the reward",
      id: "terms",
      blocks: [
        {
          kind: "text",
          text: "Over the last tenth of training, mean of the seeds: how much of the reward each term made up, by absolute size.",
        },
        { kind: "pictures", pictures: envs.map((env) => drawTerms(study, env)) },
        {
          kind: "table",
          caption: "Terms by variant and environment",
          columns: [
            { title: "variant" },
            { title: "environment", unbroken: true },
            { title: "term" },
            numeric("mean per step"),
            numeric("share"),
          ],
          rows: found.flatMap(({ env, name, shares }) =>
            shares.map(({ term, mean, share }) => [name, env, term, told({ value: mean }), percent(share)]),
          ),
        },
      ],
    },
  ];
}

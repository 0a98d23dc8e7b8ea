import { groupBy } from "../../../core/index.ts";
import type { Block, Section } from "../../../report/blocks.ts";
import { count, counted, enumeration } from "../../../report/numbers.ts";
import { answerOf } from "../answer.ts";
import type { Comparison } from "../comparison.ts";
import { labelOf } from "../lead.ts";
import { drawLevels } from "../pictures/levels.ts";
import type { Study } from "../study.ts";
import { goldCourses } from "./gold-table.ts";

/** The question's answer, and what to know before believing it. */
export function answerSection(study: Study): Section {
  const { comparisons, together, reference, slugOf } = study;
  const decisive = together ? [together] : comparisons;
  const answers = decisive.map((comparison) => {
    const { sentence, details } = answerOf(study, comparison, reference);
    const where = decisive.length > 1 ? `On ${comparison.envs[0]}: ` : "";
    return {
      sentence: where + (where ? sentence.replace(/^C(?=annot tell|ompared with)/, "c") : sentence),
      details: details.map((detail) => where + detail),
    };
  });
  const pictures = [
    ...(together ? [drawLevels(study, together, "levels-together", "All environments together")] : []),
    ...comparisons.map((comparison) =>
      drawLevels(study, comparison, `levels-${slugOf(comparison.envs[0])}`, comparison.envs[0]),
    ),
  ];
  const details = [
    ...answers.flatMap((answer) => answer.details),
    ...(together ? comparisons.flatMap((comparison) => byEnv(comparison, reference)) : []),
    ...hacked(study),
    ...unfinished(study),
  ];
  return {
    title: "Answer",
    id: "answer",
    blocks: [
      ...answers.map(({ sentence }): Block => ({ kind: "lead", text: sentence })),
      ...(details.length ? [{ kind: "list", items: details } as const] : []),
      { kind: "pictures", pictures },
    ],
  };
}

/** What each env alone says of every variant. */
const byEnv = ({ envs, rows }: Comparison, reference: string): string[] => {
  const groups = groupBy(
    rows.filter(({ variant }) => variant !== reference),
    labelOf,
  );
  const parts = [...groups].map(([label, group]) => `${enumeration(group.map(({ variant }) => variant))} (${label})`);
  return parts.length ? [`On ${envs[0]} alone, compared with ${reference}: ${parts.join("; ")}.`] : [];
};

const hacked = (study: Study): string[] => [
  ...study.drifts
    .filter(({ drift }) => drift.fell.length > 0)
    .map(
      ({ env, variant, drift }) =>
        `${variant} on ${env}: over the second half of training its own return rose while ${enumeration(drift.fell)} fell, as when a reward is hacked.`,
    ),
  ...goldCourses(study)
    .filter(({ alarms }) => alarms.length > 0)
    .map(
      ({ env, variant, name, runs, alarms }) =>
        `${variant} on ${env}: ${alarms.length} of ${counted(runs, "run")} raised the alarm over ${name === "score" ? "the score" : name}, first at step ${count(Math.min(...alarms))}.`,
    ),
];

function unfinished({ ablation }: Study): string[] {
  const failed = ablation.runs.filter(({ status }) => status === "failed").length;
  const halved = ablation.runs.filter(({ status }) => status === "halved").length;
  const { envs, variants, seeds, runs } = ablation;
  const all = counted(envs.length * variants.length * seeds.length, "run");
  const missing = envs.length * variants.length * seeds.length - runs.length;
  return [
    ...(missing ? [`${missing} of ${all} ${missing === 1 ? "has" : "have"} no result yet.`] : []),
    ...(failed ? [`${failed} of ${all} failed and ${failed === 1 ? "is" : "are"} in no figure.`] : []),
    ...(halved
      ? [`${halved} of ${all} stopped early by successive halving and ${halved === 1 ? "is" : "are"} in no figure.`]
      : []),
  ];
}

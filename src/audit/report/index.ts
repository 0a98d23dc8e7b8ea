import { canonical } from "../../core/index.ts";
import type { Block, Report, Section } from "../../report/blocks.ts";
import { filesOf, writeFiles } from "../../report/files.ts";
import { count } from "../../report/numbers.ts";
import { type Comparison, scoreName } from "../compare.ts";
import { leadOf, warningsOf } from "./answer.ts";
import { drawBestOfN } from "./pictures/best-of-n.ts";
import { drawDistances } from "./pictures/distances.ts";
import { drawEpisodes } from "./pictures/episodes.ts";
import { drawTermShares } from "./pictures/terms.ts";
import { readingOf } from "./reading.ts";
import { agreementTable, distanceTable, termsTable } from "./tables.ts";

export { leadOf, warningsOf } from "./answer.ts";

/** A comparison of rewards as a page, before it becomes HTML or Markdown. */
export function tell(comparison: Comparison, command: string): Report {
  return {
    title: `How do ${comparison.rewards.length} rewards compare on ${comparison.env}?`,
    kind: "Comparison of rewards on",
    name: comparison.env,
    sections: [
      answerSection(comparison),
      ...goldSection(comparison),
      ...distanceSection(comparison),
      ...termsSection(comparison),
      comparedSection(comparison, command),
      readingOf(comparison),
    ],
  };
}

/** Writes `<name>.html`, `<name>.md` and pictures in `<name>/`. @throws `file/full`, `file/unusable` */
export const writeComparison = (
  comparison: Comparison,
  command: string,
  directory: string,
  name = "comparison",
): Promise<void> => writeFiles(filesOf(tell(comparison, command), name), directory);

function answerSection(comparison: Comparison): Section {
  const warnings = warningsOf(comparison);
  return {
    title: "Answer",
    id: "answer",
    blocks: [
      { kind: "lead", text: leadOf(comparison) },
      ...(warnings.length ? [{ kind: "list", items: warnings } satisfies Block] : []),
    ],
  };
}

function goldSection(comparison: Comparison): Section[] {
  const others = comparison.rewards.filter(({ episodes }) => episodes);
  if (others.length === 0) return [];
  const hasCurves = others.some(({ bestOfN }) => bestOfN && bestOfN.points.length > 1);
  return [
    {
      title: comparison.gold === scoreName ? "Against the environment's score" : `Against ${comparison.gold}`,
      id: "gold",
      blocks: [
        {
          kind: "pictures",
          pictures: [
            ...(hasCurves ? [drawBestOfN(comparison)] : []),
            ...others.map((reward, i) => drawEpisodes(comparison, reward, i)),
          ],
        },
        agreementTable(comparison),
      ],
    },
  ];
}

function distanceSection({ epic, dard, gamma, notes }: Comparison): Section[] {
  const measured = [["EPIC", epic] as const, ["DARD", dard] as const].flatMap(([measure, distances]) =>
    distances ? [{ measure, distances }] : [],
  );
  if (measured.length === 0) return [];
  return [
    {
      title: "Distances from each other",
      id: "distances",
      blocks: [
        { kind: "pictures", pictures: measured.map(({ measure, distances }) => drawDistances(measure, distances)) },
        ...measured.map(({ measure, distances }) => distanceTable(measure, distances)),
        {
          kind: "text",
          text: `${measured.map(({ measure, distances: { transitions, draws } }) => `${measure} on ${count(transitions)} lived transitions with ${count(draws)} draws for each`).join("; ")}; discount ${gamma}. A dash: one of both gives every transition the same but for shaping.`,
        },
        ...(notes.length ? [{ kind: "list", items: notes } satisfies Block] : []),
      ],
    },
  ];
}

function termsSection(comparison: Comparison): Section[] {
  const composed = comparison.rewards.filter(({ terms }) => terms.length > 1);
  return [
    {
      title: "Terms",
      id: "terms",
      blocks: [
        ...(composed.length ? [{ kind: "pictures", pictures: [drawTermShares(composed)] } satisfies Block] : []),
        termsTable(comparison),
      ],
    },
  ];
}

function comparedSection({ episodes, rows, rewards, seed, notes, epic }: Comparison, command: string): Section {
  return {
    title: "What was compared",
    id: "compared",
    blocks: [
      { kind: "text", text: `${count(episodes)} episodes with ${count(rows)} steps; seed ${seed} for what is drawn.` },
      ...(notes.length && !epic ? [{ kind: "list", items: notes } satisfies Block] : []),
      {
        kind: "table",
        caption: "Rewards",
        columns: [{ title: "name" }, { title: "expression" }],
        rows: rewards.map(({ name, reward }) => [name, typeof reward === "string" ? reward : canonical(reward)]),
      },
      { kind: "code", label: "Command", text: command },
    ],
  };
}

import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const frames = ofBudget(1_000_000, 2000);

interface Measured {
  readonly count: number;
  readonly seconds: number;
  readonly answers: number;
  readonly cut: number;
  readonly canary: number;
  readonly slowestMs: number;
  readonly early: number;
  readonly late: number;
  readonly left: number;
  readonly deaths: number;
  readonly codes: { readonly [code: string]: number };
  readonly defects: readonly string[];
}

/** Fuzzing with almost valid requests. */
export const fuzz: Section<Measured> = {
  name: "fuzz",
  title: "Spoiled frames",
  measure: () => runScript<Measured>(new URL("fuzz-once.ts", import.meta.url), [String(frames), "1"]),
  tell: (told) =>
    `Frames made by a grammar of the protocol, then spoiled: keys dropped, added and replaced, values of other types, numbers at the edges, nesting, text cut and mended, bytes cut and flipped, lengths that lie (\`scripts/results/wire/mutations.ts\`). Half are text, half bytes. All the while another client steps its worlds, and an equal one beside it must see the same.\n\n${table(
      ["", ""],
      [
        ["frames", told.count.toLocaleString("en")],
        ["answered", told.answers.toLocaleString("en")],
        ["time", `${Math.round(told.seconds)} s`],
        ["threads that died", `**${told.deaths}**`],
        ["refused as a defect of the server", `**${told.codes["internal/defect"] ?? 0}**`],
        ["looks at the other client, all right", told.canary.toLocaleString("en")],
        ["its slowest answer", `${told.slowestMs.toFixed(0)} ms`],
        ["memory after a fifth, at the end", `${mebibytes(told.early)} MiB, ${mebibytes(told.late)} MiB`],
        ["sessions left", `**${told.left}**`],
      ],
    )}\n\nRefused, by code: ${Object.entries(told.codes)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `\`${code}\` ${count.toLocaleString("en")}`)
      .join(", ")}.`,
};

const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

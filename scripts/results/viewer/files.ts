import { statSync } from "node:fs";
import { join } from "node:path";
import { ofBudget } from "../budget.ts";
import { run } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { command } from "./command.ts";
import { inFolder, recordAnt } from "./recorded.ts";

const budget = 150_000; // of an ant's 1,000 steps [bytes]
const forms = {
  rounded: "features rounded to 0.05 %",
  none: "without features",
  exact: "features exact",
} as const;

interface Measured {
  readonly steps: number;
  readonly sizes: { readonly [form in keyof typeof forms]: number };
  /** What `replay` printed, by engine. */
  readonly replays: { readonly [engine: string]: string };
  /** What pandas read of the exported table. */
  readonly pandas: {
    readonly version: string;
    readonly rows: number;
    readonly columns: number;
    readonly return: number;
  };
}

const readWithPandas = `
import json, sys, pandas
table = pandas.read_parquet(sys.argv[1])
print(json.dumps({"version": pandas.__version__, "rows": len(table), "columns": len(table.columns), "return": float(table["reward"].sum())}))
`;

/** How large an episode's file is, and what it is good for. */
export const files: Section<Measured> = {
  name: "files",
  title: "Episode files",
  measure: () =>
    inFolder(async (folder) => {
      const steps = ofBudget(1000, 20);
      const sizes: { [form: string]: number } = {};
      for (const features of Object.keys(forms))
        sizes[features] = statSync(await recordAnt(folder, steps, { features })).size;
      const replays: { [engine: string]: string } = {};
      for (const engine of ["mujoco", "rapier"])
        replays[engine] = (
          await command("replay", await recordAnt(folder, steps, { engine, features: "rounded" }))
        ).trim();
      const tables = join(folder, "tables");
      await command("demos", "export", "parquet", join(folder, "mujoco-exact"), "--out", tables);
      const { output } = await run(python, ["-c", readWithPandas, join(tables, "steps.parquet")]);
      return { steps, sizes: sizes as Measured["sizes"], replays, pandas: JSON.parse(output) };
    }),
  tell({ steps, sizes, replays, pandas }) {
    const rows = Object.entries(forms).map(([form, words]) => {
      const size = sizes[form as keyof typeof forms];
      return [words, `${(size / 1000).toFixed(1)} kB`, size < budget ? "yes" : "no"];
    });
    const engines = Object.entries(replays).map(([engine, words]) => [engine, words]);
    return [
      `An ant takes ${steps} random actions; the file holds the start, actions, features, rewards and their terms, digests, and poses.`,
      table(["file", "size", "under 150 kB"], rows),
      "Exact features are doubles whose last digits are as good as random: what does not compress is what they measure. `replay` lives such an episode again and compares all of it, of rounded features what they round to:",
      table(["engine", "`rewardgym replay`"], engines),
      `pandas ${pandas.version} reads the exported table: ${pandas.rows} rows, ${pandas.columns} columns, return ${pandas.return.toFixed(1)}.`,
    ].join("\n\n");
  },
};

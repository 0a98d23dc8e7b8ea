import type { Argv } from "yargs";
import { episodeFiles } from "../../../src/audit/index.ts";
import { fail } from "../../../src/core/index.ts";
import { exportMinari, exportParquet } from "../../../src/demos/index.ts";
import type { Flags } from "../../flags.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";

export const flags = {
  out: {
    type: "string",
    describe:
      "minari: where it is to look for data sets (MINARI_DATASETS_PATH); parquet: a new folder, or a .parquet file",
  },
  id: { type: "string", describe: "minari: the data set's id, such as cart-pole/demos-v0 [after the env]" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "export <kind> <episodes..>",
    "Turn episodes into a data set for others",
    (args) =>
      args
        .positional("kind", {
          choices: ["minari", "parquet"] as const,
          demandOption: true,
          describe: "what is to read it",
        })
        .positional("episodes", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "files, folders of them, or folders of runs",
        })
        .options(flags)
        .example("$0 demos export minari demos --out datasets --id cart-pole/demos-v0", "")
        .example("$0 demos export parquet runs/a --out tables", "for pandas, DuckDB or Polars"),
    async ({ kind, episodes, out, id }) => {
      if (out === undefined)
        return fail("cli/usage", { given: "no --out", expected: "a folder for data sets", fix: "--out datasets" });
      if (kind === "parquet") return exportTables(episodes, out, id);
      const exported = await exportMinari(await episodeFiles(episodes), registries.envs, out, id);
      console.log(
        `Wrote ${exported.episodes} episodes, ${exported.steps} steps: MINARI_DATASETS_PATH=${fromHere(out)}, minari.load_dataset("${exported.id}").`,
      );
    },
  );

async function exportTables(episodes: readonly string[], out: string, id: string | undefined): Promise<void> {
  if (id !== undefined)
    fail("cli/usage", { given: "--id with parquet", expected: "--id with minari only: tables have no id" });
  const exported = await exportParquet(await episodeFiles(episodes), registries.envs, out);
  console.log(
    `Wrote ${exported.episodes} episodes, ${exported.steps} steps: ${exported.files.map(fromHere).join(" and ")}.`,
  );
}

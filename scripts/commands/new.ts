import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { writeWhole } from "../../src/record/index.ts";
import type { Flags } from "../flags.ts";
import { fromHere } from "../places.ts";
import { withEntry } from "../scaffold/catalogue-line.ts";
import { type Names, namesOf } from "../scaffold/names.ts";
import { fill } from "../scaffold/template.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const folders = { env: "envs", reward: "rewards" } as const;

export const flags = {} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "new <kind> <name>",
    "Write a new env or reward that already passes check",
    (args) =>
      args
        .positional("kind", { choices: ["env", "reward"] as const, demandOption: true, describe: "what to write" })
        .positional("name", { type: "string", demandOption: true, describe: "family/name" })
        .example("$0 new env driving/roundabout", "")
        .example("$0 new reward shaped/smooth", ""),
    async ({ kind, name }) => {
      const names = namesOf(name);
      const folder = folders[kind];
      const [place, catalogue] = [join(names.family, names.name), join(folder, "index.ts")];
      const [code, test] = [join(folder, `${place}.ts`), join("test", folder, `${place}.test.ts`)];
      for (const file of [code, test]) refuseToOverwrite(file);
      const files = new Map([[catalogue, withEntry(readCatalogue(catalogue), kind, names)]]);
      if (kind === "env") files.set(customary, withCustomary(readCatalogue(customary), names));
      files.set(code, fill(kind, names)).set(test, fill(`${kind}-test`, names));
      for (const [file, content] of files) await writeWhole(join(root, file), content);
      tidy([...files.keys()]);
      for (const file of files.keys()) console.log(fromHere(join(root, file)));
      console.log(`\nNext: npx rewardgym check ${names.id}\n      npx vitest run test/${folder}/${names.family}`);
    },
  );

const customary = join("scripts", "zoo", "customary.ts");

/** Adds the customary reward that every env of this package has. */
const withCustomary = (text: string, { id }: Names): string =>
  text.replace(/(\n};\n)/, `\n  "${id}": "sparse/success-v1",$1`);

function refuseToOverwrite(file: string): void {
  if (existsSync(join(root, file)))
    fail("file/unusable", { given: `${file}, which exists`, expected: "a new name", fix: "Nothing was written." });
}

function readCatalogue(file: string): string {
  const path = join(root, file);
  if (existsSync(path)) return readFileSync(path, "utf8");
  return fail("file/unusable", { given: `no ${file} beside the command`, expected: "a clone of the repository" });
}

/** Sorts imports, formats the files and updates the generated catalogue pages, as the repository's checks demand. */
function tidy(files: readonly string[]): void {
  const run = (...command: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
    if (status !== 0) console.error(`${command.slice(0, 2).map(fromHere).join(" ")} did not run: ${stderr.trim()}`);
  };
  run(join(root, "node_modules/@biomejs/biome/bin/biome"), "check", "--write", ...files);
  run(join(root, "scripts/catalogue.ts"));
}

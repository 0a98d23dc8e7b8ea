import type { Argv } from "yargs";
import { compilePaying, normalisationOf } from "../../../rewards/learned/compile.ts";
import { exportable, networkOf } from "../../../rewards/learned/exports.ts";
import { packLearned } from "../../../rewards/learned/file.ts";
import { digest, fail, listing, sizeOf } from "../../../src/core/index.ts";
import { writeSealed } from "../../../src/record/index.ts";
import { type LearnedPart, learnedParts } from "../../../src/run/index.ts";
import type { Flags } from "../../flags.ts";
import { size } from "../../numbers.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";
import { isLearned } from "../../run-flags.ts";

export const flags = {
  out: { type: "string", demandOption: true, describe: "the file's path, which ends with .reward" },
  part: { type: "string", describe: "which part of the run's reward, by its path [the one that learned]" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "export <run>",
    "Write what a run's reward has learned as a file that model/file-v1 runs",
    (args) =>
      args
        .positional("run", { type: "string", demandOption: true, describe: "folder of a run" })
        .options(flags)
        .example("$0 reward export runs/a --out mine.reward", "")
        .example("$0 reward export runs/a --part style --out style.reward", "of a sum"),
    async ({ run, out, part: asked }) => {
      requireRewardPath(out);
      const { spec, identity, env, parts } = await learnedParts(run, registries);
      const part = chosen(run, parts, asked);
      const sizes = { observationSize: sizeOf(env.observation), actionSize: sizeOf(env.action) };
      const network = networkOf({ ...part, ...sizes });
      const model = compilePaying(network);
      const header = {
        env: spec.env,
        inputs: network.inputs,
        normalisation: normalisationOf(network),
        digest: await digest(model),
        learned: { from: "run", run: identity, reward: part.id, params: part.params, seed: spec.seed },
      };
      const bytes = packLearned({ header, model });
      await writeSealed(out, "reward", bytes);
      console.log(`${part.id} of ${fromHere(run)}: ${network.flat.length} weights, ${size(bytes.length)}.`);
      console.error(useOf(out, env.id));
    },
  );

/** @throws `cli/usage` for a path that no command would know as that of a learned reward */
export function requireRewardPath(out: string): void {
  if (!isLearned(out))
    fail("cli/usage", { given: `--out ${out}`, expected: "a path that ends with .reward", fix: `--out mine.reward` });
}

/** How a file of a learned reward is used. */
export const useOf = (file: string, env: string): string =>
  `Learn from it: rewardgym train --env ${env} --reward ${fromHere(file)}`;

function chosen(run: string, parts: readonly LearnedPart[], asked: string | undefined): LearnedPart {
  const able = parts.filter(({ id }) => exportable.includes(id));
  const found = asked === undefined ? able : able.filter(({ path }) => path === asked);
  if (found.length === 1) return found[0];
  const given =
    asked === undefined ? `${fromHere(run)}, whose reward has ${able.length} that learned` : `--part ${asked}`;
  return fail("reward/file", {
    given,
    expected: able.length ? `one of ${listing(able.map(({ path }) => path))}` : `a run of ${exportable.join(", ")}`,
    fix: able.length > 1 && asked === undefined ? "Choose one by --part." : undefined,
  });
}

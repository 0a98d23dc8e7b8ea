import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { customaryReward } from "../../scripts/zoo/index.ts";
import { collect, expand, type Plan, type Question, runAblation, runFolder } from "../../src/ablate/index.ts";
import { readRun, runPaths, versionsHere } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { codedError, temporaryFolder } from "../record/temporary.ts";
import { sealed } from "../rewards/learned-file.ts";
import { ppoRun } from "../run/fake-run.ts";
import { freshFolder } from "../run/folder.ts";

const params = { rolloutSteps: 16, minibatch: 16, epochs: 1, hidden: [8] };
const question: Question = {
  question: "Does it help to begin with what another run has learned?",
  base: { env: "classic/cart-pole-v1", agent: { id: "learner/ppo-v1", params }, steps: 128, worlds: 4 },
  seeds: 1,
  evaluation: { episodes: 2 },
};
const planOf = (changes: Partial<Question>): Promise<Plan> =>
  expand({ ...question, ...changes }, { registries, customaryReward, version: "1" });

/** A trained run to begin from. */
async function teacher(): Promise<string> {
  const directory = freshFolder();
  await train({
    spec: { ...ppoRun, agent: { id: "learner/ppo-v1", params: { ...params } }, steps: 128 },
    registries,
    directory,
  });
  return directory;
}

test("variants begin from other runs, named by their folders; what they took is in their own", async () => {
  const [from, directory] = [await teacher(), temporaryFolder()];
  const plan = await planOf({
    base: { ...question.base, from: relative(process.cwd(), from) },
    variants: { fresh: { from: null }, held: { anchor: from, "agent.anchorWeight": 1 } },
  });
  const digest = plan.runs[0].spec.from?.digest;
  expect(plan.runs.map(({ spec }) => [spec.from?.digest, spec.anchor?.digest])).toEqual([
    [digest, undefined],
    [undefined, undefined],
    [digest, digest],
  ]);
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  const worker = new URL("../../scripts/ablate-worker.ts", import.meta.url);
  const todo = { name: "origins", command: "none", plan, directory, worker, jobs: 1 };
  expect(await runAblation(todo)).toEqual({ all: 3, kept: 0, done: 3, failed: 0 });
  const { ablation } = await collect(directory);
  expect(ablation.runs.map(({ spec }) => spec.from?.digest)).toEqual([digest, undefined, digest]);
  const { episodes } = runPaths(runFolder(directory, plan.runs[0].identity));
  expect(readdirSync(episodes)).toEqual(["128-1-best.episode", "128-1-worst.episode"]); // of two there is no median
  rmSync(from, { recursive: true });
  const { description } = await readRun(runFolder(directory, plan.runs[2].identity), versionsHere());
  expect(description.spec).toEqual(plan.runs[2].spec);
});

test("variants learn from files of rewards, which are named by what is in them and are in the runs' own folders", async () => {
  const [files, directory] = [temporaryFolder(), temporaryFolder()];
  const written = (name: string, weight: number): string => {
    writeFileSync(join(files, name), sealed({ features: ["upright"] }, [weight], "classic/cart-pole-v1"));
    return relative(process.cwd(), join(files, name));
  };
  const reward = (file: string) => ({ use: "model/file-v1", params: { file } });
  const [one, copy, other] = [written("one.reward", 1), written("copy.reward", 1), written("other.reward", 2)];
  const plan = await planOf({
    base: { ...question.base, reward: reward(one), watch: { other: reward(other) } },
    variants: { copy: { reward: reward(copy) }, other: { reward: reward(other) } },
  });
  const [base, same, apart] = plan.runs;
  expect(same.identity).toBe(base.identity);
  expect(apart.identity).not.toBe(base.identity);
  expect(apart.spec.watch).toEqual({ other: apart.spec.reward });
  const worker = new URL("../../scripts/ablate-worker.ts", import.meta.url);
  const todo = { name: "files", command: "none", plan, directory, worker, jobs: 1 };
  expect(await runAblation(todo)).toMatchObject({ failed: 0 });
  const { description } = await readRun(runFolder(directory, apart.identity), versionsHere());
  expect(description.spec).toEqual(apart.spec);
  writeFileSync(join(files, "cut.reward"), "short");
  const cut = await codedError(() => planOf({ variants: { v: { reward: reward(join(files, "cut.reward")) } } }));
  expect(cut).toMatchObject({ code: "file/corrupt" });
});

test("what cannot be begun from is found before anything runs", async () => {
  const from = await teacher();
  const errorOf = async (changes: Partial<Question>) => (await codedError(() => planOf(changes)))?.code;
  expect(await errorOf({ variants: { v: { from: "no/such/run" } } })).toBe("file/unusable");
  expect(await errorOf({ variants: { v: { from: 3 } } })).toBe("ablate/question");
  expect(await errorOf({ variants: { v: { "from.digest": "x" } } })).toBe("ablate/question");
  expect(await errorOf({ variants: { v: { demonstrations: [] } } })).toBe("ablate/question");
  expect(await errorOf({ variants: { v: { demonstrations: [from] } } })).toBe("file/unusable");
  expect(await errorOf({ variants: { v: { from } }, envs: ["classic/pendulum-v1"] })).toBe("weights/incompatible");
  expect(await errorOf({ variants: { v: { from, agent: "baseline/random-v1" } } })).toBe("agent/unsupported");
});

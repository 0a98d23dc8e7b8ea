import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inFreshFolder } from "../../scripts/places.ts";
import { createRun } from "../../src/record/index.ts";
import { sampleAbout, sampleSpec } from "../record/sample-run.ts";
import { codedError, temporaryFolder } from "../record/temporary.ts";
import { command } from "../scripts/command.ts";

const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "300", "--episodes", "0", "--quiet"];

/** Makes a temporary folder the current one, as long as the test runs. */
function inTemporaryFolder(): string {
  const [before, folder] = [process.cwd(), temporaryFolder()];
  process.chdir(folder);
  onTestFinished(() => process.chdir(before));
  return folder;
}

test("train does not write among other people's files", async () => {
  const out = temporaryFolder();
  writeFileSync(join(out, "thesis.tex"), "");
  writeFileSync(join(out, "results.csv"), "");
  const { code, stderr } = await command(...train, "--out", out);
  expect(code).toBe(2);
  expect(stderr).toMatch(/run\/exists: .*"results.csv" and 1 more.*Choose another --out/);
  expect(readdirSync(out)).toEqual(["results.csv", "thesis.tex"]);
});

test("neither does ablate, but for runs that were copied there", async () => {
  const folder = temporaryFolder();
  const [question, out] = [join(folder, "question.yaml"), join(folder, "out")];
  writeFileSync(
    question,
    "question: Is it so?\nbase: { env: classic/cart-pole-v1, steps: 300 }\nseeds: 1\nevaluation: { episodes: 1 }\n",
  );
  const refused = await command("ablate", question, "--out", folder, "--quiet");
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/run\/exists: .*"question.yaml"/) });
  expect(readdirSync(folder)).toEqual(["question.yaml"]);
  mkdirSync(join(out, "runs"), { recursive: true });
  expect(await command("ablate", question, "--out", out, "--quiet")).toMatchObject({ code: 0 });
});

test("an empty folder, and what a killed process left in one, is no obstacle", async () => {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "run.json.12345-1.tmp"), "half");
  await (await createRun(directory, sampleAbout)).close();
  expect(readdirSync(directory)).toContain("run.json");
});

test("a refused folder keeps the time of its last change", async () => {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "notes"), "");
  utimesSync(directory, 1000, 1000);
  expect(await codedError(() => createRun(directory, sampleAbout))).toMatchObject({ code: "run/exists" });
  expect(statSync(directory).mtimeMs).toBe(1_000_000);
});

test("runs that begin together choose different folders", async () => {
  const folder = inTemporaryFolder();
  const spec = { ...sampleSpec, env: { id: "classic/cart-pole-v1", params: {} }, seed: 1 };
  const chosen = await Promise.all(
    [1, 2, 3, 4].map(() =>
      inFreshFolder(spec, async (directory) => {
        await (await createRun(directory, sampleAbout)).close();
        return directory;
      }),
    ),
  );
  expect(chosen.sort()).toEqual(["", "-2", "-3", "-4"].map((end) => join("runs", `cart-pole-1${end}`)));
  expect(await command(...train)).toMatchObject({ code: 0, stdout: expect.stringContaining("runs/cart-pole-1-5") });
  expect(readdirSync(join(folder, "runs"))).toHaveLength(5);
});

test("a run that cannot begin leaves no folder", async () => {
  const folder = inTemporaryFolder();
  expect(await command(...train, "--set", "learningrate=1")).toMatchObject({ code: 2 });
  expect(readdirSync(folder)).toEqual([]);
});

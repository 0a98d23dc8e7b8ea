import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseLearned } from "../../rewards/learned/file.ts";
import { openLabels } from "../../src/labels/index.ts";
import { unseal } from "../../src/record/sealed.ts";
import { command, temporaryFolder } from "./command.ts";
import { episodesIn, labelledStore, pendulums, upright } from "./labelled.ts";

const parsed = ({ code, stdout, stderr }: Awaited<ReturnType<typeof command>>) => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
};
const quick = ["--steps", "300"];

describe("reward fit", () => {
  test("learns what the labels follow, and says how well; the same seed, the same bytes", async () => {
    const folder = temporaryFolder();
    const store = await labelledStore(folder, 80);
    const [out, again, other] = ["a", "b", "c"].map((name) => join(folder, `${name}.reward`));
    const asked = ["reward", "fit", "--store", store, "--input", "upright", "--input", "turning", ...quick];
    const { code, stdout, stderr } = await command(...asked, "--out", out);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^labels +80 of 80 pairs of clips, by ada$/m);
    expect(stdout).toMatch(/^more upright +\+0\.\d+ for each deviation$/m);
    expect(stdout).toMatch(/^held out +\d+ % of \d+ right \(95 % interval \d+ % to \d+ %\)$/m);
    expect(stderr).toContain("rewardgym train --env classic/pendulum-v1 --reward ");
    const told = parsed(await command(...asked, "--json", "--out", again));
    await command(...asked, "--seed", "2", "--out", other);
    expect(readFileSync(again)).toEqual(readFileSync(out));
    expect(readFileSync(other)).not.toEqual(readFileSync(out));

    const { header } = parseLearned({ bytes: unseal("reward", readFileSync(out), "a"), place: "a" });
    expect(told).toMatchObject(JSON.parse(JSON.stringify(header)));
    expect(header).toMatchObject({
      env: { id: "classic/pendulum-v1" },
      inputs: { features: ["upright", "turning"] },
      learned: { from: "labels", labels: 80, learnedFrom: 64, loss: "bradley-terry", seed: 1, contradictory: 0 },
    });
    const { heldOut, spreads, slopes } = header.learned as unknown as {
      slopes: { readonly [feature: string]: number };
      heldOut: { labels: number; accuracy: number; low: number; high: number };
      spreads: readonly number[];
    };
    expect(heldOut.labels).toBe(16);
    expect(heldOut.accuracy).toBeGreaterThan(0.8);
    expect(heldOut.low).toBeLessThan(heldOut.accuracy);
    expect(Math.min(...spreads)).toBeGreaterThan(0.1);
    expect(slopes.upright).toBeGreaterThan(2 * Math.abs(slopes.turning));

    const episodes = await episodesIn(folder);
    const rescored = parsed(
      await command("reward", "rescore", episodes, "--reward", `mine=${out}`, "--threads", "2", "--json"),
    );
    const byHeight = pendulums.map(({ features }, i) => ({
      height: features.upright.reduce((sum, each) => sum + each, 0),
      paid: rescored.episodes[i].rewards.mine.total as number,
    }));
    const [lowest, ...rest] = byHeight.sort((a, b) => a.height - b.height);
    expect(rest.at(-1)!.paid).toBeGreaterThan(lowest.paid);
  });

  test.each(["margin", "scaled", "tie", "regression"])("learns by the loss %s", async (loss) => {
    const folder = temporaryFolder();
    const store = await labelledStore(folder, 40, (pair) => ({
      ...upright(pair),
      ratings: { a: Math.round(2 + 2 * pair.features.a.upright), b: Math.round(2 + 2 * pair.features.b.upright) },
    }));
    const out = join(folder, "mine.reward");
    const asked = ["reward", "fit", "--store", store, "--out", out, "--loss", loss, "--input", "upright", ...quick];
    const { learned } = parsed(await command(...asked, "--json"));
    expect(learned.heldOut.accuracy).toBeGreaterThan(0.7);
  });

  test("says how far people agree, and leaves out what they dispute if asked to", async () => {
    const folder = temporaryFolder();
    const directory = await labelledStore(folder, 30);
    const store = await openLabels(directory);
    for (const [i, pair] of [...store.state.pairs.values()].slice(0, 10).entries()) {
      const { grade } = upright(pair);
      await store.answer(pair.pair, "ben", { grade: i < 3 ? -grade! : grade });
    }
    const asked = [
      "reward",
      "fit",
      "--store",
      directory,
      "--out",
      join(folder, "a.reward"),
      "--input",
      "upright",
      ...quick,
    ];
    const { learned } = parsed(await command(...asked, "--agreed", "--json"));
    expect(learned.agreement.before).toMatchObject({ shared: 10, agreed: 7, measure: "Cohen's kappa" });
    expect(learned.agreement.after).toMatchObject({ shared: 7, agreed: 7, kappa: 1 });
    expect(learned).toMatchObject({ labels: 34, labellers: ["ada", "ben"] });
    const own = parsed(await command(...asked, "--by", "ben", "--json"));
    expect(own.learned).toMatchObject({ labels: 10, labellers: ["ben"] });
  });

  test("warns of labels that nothing seen explains, and of contradictions", async () => {
    const folder = temporaryFolder();
    const directory = await labelledStore(folder, 12, (_, i) => ({ grade: i % 2 ? 1 : -1 }));
    const store = await openLabels(directory);
    const [first] = store.state.pairs.values();
    const { pair } = await store.ask({ a: await store.clip(first.b), b: await store.clip(first.a), asker: "a test" });
    await store.answer(pair.pair, "ada", { grade: -1 });
    const { stderr } = await command(
      ...["reward", "fit", "--store", directory, "--out", join(folder, "a.reward"), "--input", "upright"],
      ...["--steps", "1", "--members", "2"],
    );
    expect(stderr).toContain("Chance is within the interval");
    expect(stderr).toContain("1 of 1 repeated pairs (100 %) have labels that contradict each other.");
  });

  describe("fails with a code", () => {
    const failing = async (store: string, ...more: string[]) => {
      const { code, stderr } = await command(
        "reward",
        "fit",
        "--store",
        store,
        "--out",
        join(store, "out.reward"),
        ...more,
      );
      expect(code).toBe(2);
      return stderr;
    };
    test("without labels, or where all say the same", async () => {
      const folder = temporaryFolder();
      const elsewhere = await command("reward", "fit", "--store", folder, "--out", "mine.onnx");
      expect(elsewhere.stderr).toContain("expected a path that ends with .reward");
      expect(await failing(folder)).toContain("labels/empty: got a store without labels");
      const ties = await labelledStore(folder, 3, () => ({ grade: 0 }));
      expect(await failing(ties)).toContain("labels/invalid: got 3 labels, all with the grade 0");
      const lost = await labelledStore(temporaryFolder(), 3, () => ({ grade: null }));
      expect(await failing(lost)).toContain("labels/empty: got 3 labels, all of pairs that nobody could judge");
    });
    test("for clips of another env, features that are gone, ratings that are missing", async () => {
      const store = await labelledStore(temporaryFolder(), 4);
      expect(await failing(store, "--env", "classic/cart-pole-v1")).toContain("labels/mismatch: got a clip of");
      expect(await failing(store, "--input", "lean")).toContain('labels/mismatch: got the feature "lean"');
      expect(await failing(store, "--loss", "regression")).toContain(
        "labels/invalid: got 4 of 4 labels without ratings",
      );
      writeFileSync(join(store, "labels.jsonl"), "{}\n{}\n");
      expect(await failing(store)).toContain("file/corrupt");
    });
  });
});

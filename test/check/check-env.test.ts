import { afterAll, describe, expect, it } from "vitest";
import { checkEnv, type Finding, report } from "../../src/check/index.ts";
import { broken, climber, tidy } from "./broken-worlds.ts";

afterAll(tidy);

/** Checks whose findings are warnings. */
const doubts = ["seeds differ", "step writes all that it shows"];
const quick = { steps: 100, cycles: 50 };
const ofMemory = ["closed worlds leave no memory behind", "steps take no growing memory"];
const namesOf = (findings: readonly Finding[], which: (finding: Finding) => boolean | undefined) =>
  findings.filter(which).map(({ name }) => name);

describe("checkEnv", () => {
  it("finds nothing wrong with a healthy world", async () => {
    const findings = await checkEnv(climber(), quick);
    expect(findings.filter(({ ok, warning }) => !ok || warning)).toEqual([]);
  });

  it("has a broken world for each of its checks", async () => {
    const all = (await checkEnv(climber(), quick)).map(({ name }) => name);
    expect(Object.keys(broken).sort()).toEqual(all.sort());
    const others = (await checkEnv(climber(), { ...quick, memory: false })).map(({ name }) => name);
    expect(all.filter((name) => !others.includes(name)).sort()).toEqual(ofMemory);
  });

  for (const [check, worlds] of Object.entries(broken))
    describe(check, () => {
      for (const [what, env] of Object.entries(worlds))
        it(`finds ${what}`, async () => {
          const memory = ofMemory.includes(check);
          const found = (await checkEnv(env, { ...quick, memory })).find(({ name }) => name === check);
          expect(found).toMatchObject(doubts.includes(check) ? { ok: true, warning: true } : { ok: false });
          expect(found?.detail).not.toBe("");
          expect(found?.fix).toMatch(/^[A-Z].*\.$/);
          tidy();
        });
    });

  it("finds little else wrong where one thing is", async () => {
    const env = Object.values(broken["the score is in [0, 1]"])[0];
    expect(namesOf(await checkEnv(env, quick), ({ ok }) => !ok)).toEqual(["the score is in [0, 1]"]);
  });

  it("takes a deterministic env at its word, and no other", async () => {
    const still = Object.values(broken["seeds differ"])[0];
    const said = (env: typeof still) => checkEnv(env, { ...quick, deterministic: true });
    expect(namesOf(await said(still), ({ ok, warning }) => !ok || warning)).toEqual([]);
    expect(namesOf(await said(climber()), ({ ok }) => !ok)).toEqual(["seeds differ"]);
  });

  it("finds params that the env does not know", async () => {
    const findings = await checkEnv(climber(), { params: { steepnes: 1 } });
    expect(findings).toMatchObject([{ ok: false, detail: expect.stringContaining('Did you mean "steepness"?') }]);
  });

  it("reports in lines, fixes below failures", async () => {
    const text = report("climber", [
      { name: "it runs", ok: true, detail: "10 steps" },
      { name: "seeds differ", ok: true, warning: true, detail: "they do not", fix: "Draw." },
      { name: "the score is in [0, 1]", ok: false, detail: "2", fix: "Clamp." },
    ]);
    expect(text.split("\n")).toEqual([
      "climber: 1 of 3 checks failed",
      "  ok    it runs: 10 steps",
      "  warn  seeds differ: they do not",
      "        Draw.",
      "  FAIL  the score is in [0, 1]: 2",
      "        Clamp.",
    ]);
  });
});

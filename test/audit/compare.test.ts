import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { compare } from "../../src/audit/index.ts";
import { leadOf, tell, warningsOf } from "../../src/audit/report/index.ts";
import { filesOf } from "../../src/report/files.ts";
import { codedError } from "../record/temporary.ts";
import { featureOf, randomEpisodes, weighed } from "./fixture.ts";

const cartPole = await randomEpisodes("classic/cart-pole-v1", 40);
const gold = { reward: "shaped/upright-v1" };
const rewards = {
  gold,
  alive: { reward: "sparse/alive-v1" },
  short: { reward: weighed("sparse/alive-v1", -1) },
  composed: {
    reward: {
      sum: {
        up: gold.reward,
        never: "sparse/alive-v1",
        far: featureOf("offset"),
      },
    },
  },
};
const small = { transitions: 16, draws: 4 };

test("rewards are held against gold, which is the one of that name", async () => {
  const compared = await compare(cartPole, rewards, registries, small);
  expect(compared).toMatchObject({ env: "classic/cart-pole-v1", episodes: 40, gold: "gold" });
  const [own, alive, short] = compared.rewards;
  expect(own.episodes).toBeUndefined();
  expect(alive.episodes!.accuracy).toBeGreaterThan(0.9); // long episodes are those with more upright steps
  expect(short.episodes!.accuracy! + alive.episodes!.accuracy!).toBeCloseTo(1, 12);
  expect(short.bestOfN?.turns).toBe(1);
  expect(alive.bestOfN?.turns).toBeUndefined();
  expect(alive.steps).toEqual({}); // a constant agrees with nothing
  expect(leadOf(compared)).toMatch(/^\w+ orders \d.* of the pairs of episodes as gold does, short \d/);
  expect(warningsOf(compared)).toEqual([
    expect.stringContaining("Selecting by short loses gold from the start"),
    expect.stringContaining("short and gold rank episodes in opposite ways"),
    "The term never of composed never moves.",
    expect.stringMatching(/^The term \w+ dominates composed/),
  ]);
});

test("gold may be the env's own score, and nothing is told apart where it ties all", async () => {
  const compared = await compare(cartPole, { alive: rewards.alive }, registries, small);
  expect(compared.gold).toBe("score");
  expect(compared.rewards[0].steps).toBeUndefined();
  const tied = cartPole.records.map((record) => ({ ...record, score: 0.5 }));
  const unknowable = await compare({ ...cartPole, records: tied }, { alive: rewards.alive }, registries, small);
  expect(unknowable.rewards[0].episodes).toEqual({});
  expect(leadOf(unknowable)).toBe("Nothing can be said: score gives all 40 episodes the same.");
});

test("gold that is not among the rewards is refused", async () => {
  const error = await codedError(() => compare(cartPole, rewards, registries, { gold: "golden" }));
  expect(error).toMatchObject({ code: "cli/usage", fix: expect.stringContaining("gold") });
});

test("the page has every section, picture and table, and equal comparisons give equal bytes", async () => {
  const files = async () => filesOf(tell(await compare(cartPole, rewards, registries, small), "the command"), "page");
  const [once, again] = [await files(), await files()];
  expect(once).toEqual(again);
  const html = once.get("page.html")!;
  const ids = [...html.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(["answer", "gold", "distances", "terms", "compared", "reading"]);
  expect([...once.keys()]).toEqual([
    "page.html",
    "page.md",
    "page/best-of-n.svg",
    "page/episodes-1-alive.svg",
    "page/episodes-2-short.svg",
    "page/episodes-3-composed.svg",
    "page/distances-epic.svg",
    "page/distances-dard.svg",
    "page/terms.svg",
  ]);
  expect(html).not.toMatch(/NaN|undefined|Infinity/);
});

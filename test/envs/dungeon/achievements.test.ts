import { expect, test } from "vitest";
import { achieve, achievementNames } from "../../../envs/dungeon/achievements.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { happened } from "../../../envs/dungeon/state/tally.ts";
import { achievementsTask } from "../../../envs/dungeon/tasks/achievements.ts";
import { checkEnv } from "../../../src/check/index.ts";
import { begin } from "./play.ts";

test("each achievement counts once in an episode", () => {
  const game = begin(1);
  expect(achieve(game)).toBe(0);
  game.tally[happened.kills] = 1;
  game.me[my.deepest] = 2;
  expect(achieve(game)).toBe(2);
  expect(achieve(game)).toBe(0);
  game.me[my.gold] = 7;
  expect(achieve(game)).toBe(1);
  const bits = ["killedMonster", "reachedTwo", "gatheredGold"].map(
    (name) => 1 << achievementNames.indexOf(name as never),
  );
  expect(game.me[my.achievements]).toBe(bits[0] | bits[1] | bits[2]);
});

test("there are as many as Crafter has, and the task keeps the contract of environments", async () => {
  expect(achievementNames).toHaveLength(22);
  const findings = await checkEnv(achievementsTask, { params: { maxSteps: 300 }, cycles: 5, watchedSteps: 500 });
  expect(findings.filter(({ ok, warning }) => !ok || warning)).toEqual([]);
});

import { branchOf } from "./levels/places.ts";
import type { Game } from "./state/game.ts";
import { my } from "./state/hero.ts";
import { happened } from "./state/tally.ts";

/** What can be achieved once in an episode: what it is, and whether the step just done was it. */
export const achievements = {
  killedMonster: ["killed a monster", ({ tally }) => tally[happened.kills] > 0],
  killedTen: ["killed ten monsters", ({ me }) => me[my.kills] >= 10],
  petKilled: ["the pet killed a monster", ({ tally }) => tally[happened.petKills] > 0],
  gatheredGold: ["picked gold up", ({ me }) => me[my.gold] > 0],
  openedDoor: ["opened a door or lock", ({ tally }) => tally[happened.opened] > 0],
  foundSecret: ["found a secret or a trap", ({ tally }) => tally[happened.found] > 0],
  reachedTwo: ["reached depth 2", ({ me }) => me[my.deepest] >= 2],
  reachedFive: ["reached depth 5", ({ me }) => me[my.deepest] >= 5],
  reachedTen: ["reached depth 10", ({ me }) => me[my.deepest] >= 10],
  enteredCaves: ["entered the caves", ({ me }) => branchOf(me[my.place]) === 1],
  climbed: ["went back up", ({ tally }) => tally[happened.ascended] > 0],
  ate: ["began a meal", ({ tally }) => tally[happened.eaten] > 0],
  prayerAnswered: ["was helped by the god", ({ tally }) => tally[happened.answered] > 0],
  readScroll: ["read a scroll", ({ tally }) => tally[happened.read] > 0],
  drankPotion: ["drank a potion", ({ tally }) => tally[happened.quaffed] > 0],
  wieldedWeapon: ["took something in hand", ({ tally }) => tally[happened.wielded] > 0],
  wore: ["put something on", ({ tally }) => tally[happened.worn] > 0],
  zappedWand: ["zapped a wand", ({ tally }) => tally[happened.zapped] > 0],
  threw: ["threw or shot something", ({ tally }) => tally[happened.thrown] > 0],
  identified: ["learned what a kind of item is", ({ tally }) => tally[happened.identified] > 0],
  bought: ["bought something", ({ tally }) => tally[happened.bought] > 0],
  levelFive: ["reached experience level 5", ({ me }) => me[my.level] >= 5],
} as const satisfies { readonly [name: string]: readonly [what: string, isDone: (game: Game) => boolean] };
export type Achievement = keyof typeof achievements;

export const achievementNames = Object.keys(achievements) as Achievement[];
const tests = Object.values(achievements).map(([, isDone]) => isDone);

/** Remembers what the last step achieved; says how many achievements were new. */
export function achieve(game: Game): number {
  const { me } = game;
  let news = 0;
  for (let i = 0; i < tests.length; i++) {
    if ((me[my.achievements] >> i) & 1 || !tests[i](game)) continue;
    me[my.achievements] |= 1 << i;
    news++;
  }
  return news;
}

import { effect, manner } from "./attacks.ts";
import { colour } from "./colours.ts";
import { kind, type MonsterKind, trait } from "./monster-kind.ts";
import { beasts } from "./monsters-beasts.ts";
import { brutes } from "./monsters-brutes.ts";
import { deep } from "./monsters-deep.ts";
import { folk } from "./monsters-folk.ts";
import { growths } from "./monsters-growths.ts";
import { hunters } from "./monsters-hunters.ts";
import { people } from "./monsters-people.ts";
import { undead } from "./monsters-undead.ts";

export * from "./monster-kind.ts";

/** Every kind of monster; the index is its glyph. The first is the hero's own. Numbers: level, speed, armour class. */
export const monsterKinds: readonly MonsterKind[] = [
  kind("adventurer", "@", "white", [1, 12, 10], [["weapon", 1, 4]], ["opensDoors"], 0, 400),
  ...beasts,
  ...hunters,
  ...growths,
  ...folk,
  ...undead,
  ...brutes,
  ...deep,
  ...people,
];

const column = (value: (kind: MonsterKind) => number) => Int32Array.from(monsterKinds, value);
export const levelOf = column(({ level }) => level);
export const speedOf = column(({ speed }) => speed);
export const armourOf = column(({ armourClass }) => armourClass);
export const traitsOf = column(({ traits }) => traits.reduce((bits, name) => bits | trait[name], 0));
export const frequencyOf = column(({ frequency }) => frequency);
export const nutritionOf = column(({ nutrition }) => nutrition);
export const letterOf = column(({ letter }) => letter.charCodeAt(0));
export const monsterColours = column((kind) => colour[kind.colour]);

export const mostAttacks = 3;
/** `[kinds, 3, 4]`: manner + 1 (0 for none), dice, sides, effect. */
export const attacksOf = Int32Array.from(
  monsterKinds.flatMap(({ attacks }) =>
    Array.from({ length: mostAttacks }, (_, i) => attacks[i]).flatMap((attack) =>
      attack ? [manner[attack[0]] + 1, attack[1], attack[2], effect[attack[3] ?? "none"]] : [0, 0, 0, 0],
    ),
  ),
);

export const has = (kind: number, bits: number): boolean => (traitsOf[kind] & bits) !== 0;

/** The kind of a name. A name that is none is a mistake in a table. */
export function monsterNamed(name: string): number {
  const found = monsterKinds.findIndex((kind) => kind.name === name);
  if (found < 0) throw new Error(`there is no monster called ${name}`);
  return found;
}

/**
 * Experience for killing one: 1 + level + level squared, a fifth of the most damage that it does in a turn, 1 for every 4
 * units of speed above a hero's, and 2 x level + 3 for every attack that does more than damage.
 */
export const experienceOf = column(({ level, speed, attacks }) => {
  const worst = attacks.reduce((sum, [, count, sides]) => sum + count * sides, 0);
  const special = attacks.filter(([, , , what = "none"]) => what !== "none").length;
  return (
    1 +
    level +
    level * level +
    Math.floor(worst / 5) +
    Math.max(0, Math.floor((speed - 12) / 4)) +
    special * (2 * level + 3)
  );
});

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

/** Experience for killing one: its level squared, and more for speed, strong attacks and what they do. */
export const experienceOf = column(
  ({ level, speed, attacks, armourClass }) =>
    1 +
    level * level +
    (speed > 18 ? 5 : speed > 12 ? 3 : 0) +
    (armourClass < 3 ? (armourClass < 0 ? 2 : 1) * (7 - armourClass > 8 ? 2 : 1) : 0) +
    attacks.reduce(
      (sum, [how, count, sides, what = "none"]) =>
        sum +
        (how === "weapon" ? 5 : how === "spell" ? 10 : how === "breath" || how === "shot" ? 8 : 0) +
        (what === "drain" || what === "paralyse" ? 20 : what === "none" ? 0 : Math.min(level, 8)) +
        (count * sides > 23 ? level : 0),
      0,
    ) +
    (level > 8 ? 50 : 0),
);

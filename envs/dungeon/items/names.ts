import { itemClass } from "../data/item-classes.ts";
import { classOf, isMissile, itemKinds, itemNamed, itemCount as kinds } from "../data/items.ts";
import { monsterKinds } from "../data/monsters.ts";
import { type Pen, takesAn, write, writeNumber, writeSigned } from "../display/pen.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { itemBit, place } from "./place.ts";

const corpse = itemNamed("corpse");

/** What a kind is called, one and several of it, as far as it is known: `[look, 2 x (unknown, known)]`. */
interface Words {
  readonly one: string;
  readonly many: string;
}

const irregular: { readonly [one: string]: string } = {
  knife: "knives",
  "bulb of garlic": "bulbs of garlic",
  "sprig of sage": "sprigs of sage",
  "jar of honey": "jars of honey",
  "piece of white glass": "pieces of white glass",
  "piece of red glass": "pieces of red glass",
  "piece of green glass": "pieces of green glass",
  "piece of blue glass": "pieces of blue glass",
};

function plural(one: string): string {
  if (irregular[one]) return irregular[one];
  const head = /^(potion|scroll|wand|ring|amulet|pair)( .*)$/.exec(one);
  if (head) return `${head[1]}s${head[2]}`;
  if (/(s|x|ch|sh)$/.test(one)) return `${one}es`;
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return `${one}s`;
}
const words = (one: string): Words => ({ one, many: plural(one) });

const paired = /^(.* )?(boots|shoes|gloves|gauntlets)$/;
const single = (name: string) => (paired.test(name) ? `pair of ${name}` : name);

const nouns = new Map([
  [itemClass.potion, "potion"],
  [itemClass.scroll, "scroll"],
  [itemClass.wand, "wand"],
  [itemClass.ring, "ring"],
  [itemClass.amulet, "amulet"],
] as readonly [number, string][]);

const knownWords: readonly Words[] = itemKinds.map(({ name, look }, kind) => {
  const noun = nouns.get(classOf[kind]);
  if (!noun || !look) return words(single(name));
  return words(`${noun} of ${name}`);
});
const unknownWords: readonly Words[] = itemKinds.map(({ name, look, class: group }, kind) => {
  if (!look) return words(single(name));
  if (group === "scroll") return words(`scroll labelled ${look}`);
  if (group === "gem") return words(`${look} ${name === "flint stone" ? "stone" : "gem"}`);
  if (group === "armour") return words(single(look));
  return words(`${look} ${nouns.get(classOf[kind])}`);
});
const corpseWords: readonly Words[] = monsterKinds.map(({ name }) => words(`${name} corpse`));

/** Kinds that look like nothing else are known to everybody. */
export const isPlainKind = (kind: number): boolean => kind < kinds && itemKinds[kind].look === undefined;

function wordsOf({ itemKind, itemOf, known, looks }: Game, item: number): Words {
  const kind = itemKind[item];
  if (kind === corpse) return corpseWords[itemOf[item]];
  return known[kind] ? knownWords[kind] : unknownWords[looks[kind]];
}

/** Whether enchantments of a class are written as +1. */
const isEnchanted = (kind: number) => classOf[kind] === itemClass.weapon || classOf[kind] === itemClass.armour;

/** Writes `a blessed +1 long sword`, `3 darts`; without article where `article` is false, then the number alone is left out too. */
export function writeItem(pen: Pen, game: Game, item: number, count: number, article: boolean): void {
  const { itemKind, itemFlags, itemPlus } = game;
  const kind = itemKind[item];
  const flags = itemFlags[item];
  const { one, many } = wordsOf(game, item);
  const hasPlus =
    (flags & itemBit.plusKnown) !== 0 &&
    (isEnchanted(kind) || (classOf[kind] === itemClass.ring && itemPlus[item] !== 0));
  const blessing =
    (flags & itemBit.blessingKnown) === 0 || classOf[kind] === itemClass.coin
      ? ""
      : flags & itemBit.cursed
        ? "cursed "
        : flags & itemBit.blessed
          ? "blessed "
          : hasPlus || isEnchanted(kind)
            ? ""
            : "uncursed ";
  const eroded = flags & itemBit.eroded ? "rusty " : "";
  if (count !== 1) {
    writeNumber(pen, count);
    write(pen, " ");
  } else if (article) {
    const first = blessing || (hasPlus ? "+" : eroded || one);
    write(pen, kind === orb ? "the " : takesAn(first) ? "an " : "a ");
  }
  write(pen, blessing);
  if (hasPlus) {
    writeSigned(pen, itemPlus[item]);
    write(pen, " ");
  }
  write(pen, eroded);
  write(pen, count === 1 ? one : many);
  if (flags & itemBit.plusKnown && classOf[kind] === itemClass.wand) {
    write(pen, " (0:");
    writeNumber(pen, itemPlus[item]);
    write(pen, ")");
  }
}
const orb = itemNamed("Orb of the Deep");

/** Writes what the hero does with a carried item: `(in hand)`. */
export function writeUse(
  pen: Pen,
  { me, itemKind, itemFlags, itemPrice, itemCount, itemPlace }: Game,
  item: number,
): void {
  if (itemFlags[item] & itemBit.lit) write(pen, " (lit)");
  if (itemFlags[item] & itemBit.unpaid) {
    write(pen, " (unpaid, ");
    writeNumber(pen, itemPrice[item] * itemCount[item]);
    write(pen, " gold)");
  }
  if (itemPlace[item] !== place.pack) return;
  if (me[my.weapon] === item) write(pen, " (in hand)");
  else if (me[my.leftRing] === item) write(pen, " (on left hand)");
  else if (me[my.rightRing] === item) write(pen, " (on right hand)");
  else if (me[my.quiver] === item) write(pen, isMissile[itemKind[item]] ? " (in quiver)" : " (at the ready)");
  else if (isWorn(me, item)) write(pen, " (worn)");
}

export const isWorn = (me: Int32Array, item: number): boolean =>
  me[my.body] === item ||
  me[my.cloak] === item ||
  me[my.helmet] === item ||
  me[my.shield] === item ||
  me[my.gloves] === item ||
  me[my.boots] === item ||
  me[my.amulet] === item;

/** Whether the hero wears or holds an item. */
export const isInUse = (me: Int32Array, item: number): boolean =>
  isWorn(me, item) || me[my.weapon] === item || me[my.leftRing] === item || me[my.rightRing] === item;

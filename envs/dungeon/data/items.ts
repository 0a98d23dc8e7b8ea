import { colour } from "./colours.ts";
import { type ItemClass, itemClass } from "./item-classes.ts";

type Colour = keyof typeof colour;

/** Where armour is worn. */
export const bodyPart = { body: 1, cloak: 2, helmet: 3, shield: 4, gloves: 5, boots: 6 } as const;

export interface ItemKind {
  readonly name: string;
  readonly class: ItemClass;
  readonly colour: Colour;
  /** How often it is made, within its class. */
  readonly odds: number;
  readonly weight: number;
  readonly cost: number;
  /** What it looks like before it is known; shuffled within the class for potions, scrolls, wands, rings and amulets. */
  readonly look?: string;
  /** Sides of the die of damage. */
  readonly damage?: number;
  readonly toHit?: number;
  /** How much armour takes off the armour class. */
  readonly protection?: number;
  readonly worn?: keyof typeof bodyPart;
  readonly nutrition?: number;
  /** Turns to eat it or to put it on. */
  readonly delay?: number;
  readonly twoHanded?: boolean;
  /** Launched by a weapon of this name. */
  readonly launcher?: string;
  /** Made in numbers, and thrown well. */
  readonly missile?: boolean;
  readonly metal?: boolean;
}

const weapon = (
  name: string,
  damage: number,
  odds: number,
  weight: number,
  cost: number,
  more: Partial<ItemKind> = {},
): ItemKind => ({ name, class: "weapon", colour: "aqua", odds, weight, cost, damage, metal: true, ...more });
const armour = (
  name: string,
  worn: keyof typeof bodyPart,
  protection: number,
  odds: number,
  weight: number,
  cost: number,
  more: Partial<ItemKind> = {},
): ItemKind => ({
  name,
  class: "armour",
  colour: "aqua",
  odds,
  weight,
  cost,
  protection,
  worn,
  delay: worn === "body" ? 5 : 1,
  ...more,
});
const food = (
  name: string,
  nutrition: number,
  delay: number,
  odds: number,
  weight: number,
  shade: Colour,
): ItemKind => ({
  name,
  class: "food",
  colour: shade,
  odds,
  weight,
  cost: Math.ceil(nutrition / 20),
  nutrition,
  delay,
});
const tool = (name: string, odds: number, weight: number, cost: number, more: Partial<ItemKind> = {}): ItemKind => ({
  name,
  class: "tool",
  colour: "aqua",
  odds,
  weight,
  cost,
  ...more,
});
const potion = (name: string, odds: number, cost: number, look: string, shade: Colour): ItemKind => ({
  name,
  class: "potion",
  colour: shade,
  odds,
  weight: 20,
  cost,
  look,
});
const scroll = (name: string, odds: number, cost: number, look: string): ItemKind => ({
  name,
  class: "scroll",
  colour: "white",
  odds,
  weight: 5,
  cost,
  look,
});
const wand = (name: string, odds: number, cost: number, look: string, shade: Colour): ItemKind => ({
  name,
  class: "wand",
  colour: shade,
  odds,
  weight: 7,
  cost,
  look,
});
const ring = (name: string, cost: number, look: string, shade: Colour): ItemKind => ({
  name,
  class: "ring",
  colour: shade,
  odds: 1,
  weight: 3,
  cost,
  look,
});
const amulet = (name: string, odds: number, look: string): ItemKind => ({
  name,
  class: "amulet",
  colour: "aqua",
  odds,
  weight: 20,
  cost: 150,
  look,
});
const gem = (name: string, odds: number, cost: number, look: string, shade: Colour): ItemKind => ({
  name,
  class: "gem",
  colour: shade,
  odds,
  weight: 1,
  cost,
  look,
});

/** Every kind of item; 0 is none. */
export const itemKinds: readonly ItemKind[] = [
  { name: "nothing", class: "rock", colour: "grey", odds: 0, weight: 0, cost: 0 },
  { name: "gold piece", class: "coin", colour: "yellow", odds: 0, weight: 0, cost: 1 },
  // weapons
  weapon("dagger", 4, 30, 10, 4, { toHit: 2, missile: true }),
  weapon("knife", 3, 20, 5, 4),
  weapon("short sword", 6, 12, 30, 10),
  weapon("broadsword", 7, 8, 70, 10),
  weapon("long sword", 8, 30, 40, 15),
  weapon("two-handed sword", 12, 20, 150, 50, { twoHanded: true }),
  weapon("axe", 6, 30, 60, 8),
  weapon("battle-axe", 12, 10, 120, 40, { twoHanded: true }),
  weapon("mace", 7, 35, 30, 5),
  weapon("morning star", 8, 12, 120, 10),
  weapon("war hammer", 5, 15, 50, 5),
  weapon("flail", 7, 30, 15, 4),
  weapon("spear", 6, 40, 30, 3, { missile: true }),
  weapon("javelin", 6, 10, 20, 3, { missile: true }),
  weapon("trident", 7, 8, 25, 5),
  weapon("halberd", 10, 8, 150, 10, { twoHanded: true }),
  weapon("club", 6, 12, 30, 3, { metal: false, colour: "brown" }),
  weapon("quarterstaff", 6, 11, 40, 5, { metal: false, colour: "brown", twoHanded: true }),
  weapon("scimitar", 8, 12, 40, 15),
  weapon("sling", 2, 20, 3, 20, { metal: false, colour: "brown" }),
  weapon("bow", 2, 24, 30, 60, { metal: false, colour: "brown" }),
  weapon("crossbow", 2, 15, 50, 40, { metal: false, colour: "brown" }),
  weapon("arrow", 6, 60, 1, 2, { launcher: "bow", missile: true }),
  weapon("crossbow bolt", 6, 40, 1, 2, { launcher: "crossbow", missile: true }),
  weapon("dart", 3, 60, 1, 2, { missile: true }),
  weapon("throwing star", 8, 20, 1, 5, { missile: true, toHit: 2 }),
  // armour
  armour("leather jacket", "body", 1, 12, 30, 10, { colour: "brown" }),
  armour("leather armour", "body", 2, 60, 150, 5, { colour: "brown" }),
  armour("studded leather armour", "body", 3, 60, 200, 15, { colour: "brown" }),
  armour("ring mail", "body", 3, 50, 250, 100, { metal: true }),
  armour("scale mail", "body", 4, 50, 250, 45, { metal: true }),
  armour("chain mail", "body", 5, 50, 300, 75, { metal: true }),
  armour("splint mail", "body", 6, 40, 400, 80, { metal: true }),
  armour("plate mail", "body", 7, 30, 450, 600, { metal: true }),
  armour("dragon scale mail", "body", 9, 2, 40, 1200, { colour: "green" }),
  armour("leather cloak", "cloak", 1, 20, 15, 40, { colour: "brown" }),
  armour("hooded cloak", "cloak", 0, 20, 10, 50, { colour: "brown" }),
  armour("cloak of protection", "cloak", 3, 6, 10, 50, { colour: "magenta" }),
  armour("leather cap", "helmet", 1, 20, 10, 8, { colour: "brown" }),
  armour("iron helmet", "helmet", 1, 30, 30, 10, { metal: true }),
  armour("cooking pot", "helmet", 1, 4, 10, 8, { metal: true }),
  armour("small shield", "shield", 1, 20, 30, 3, { colour: "brown" }),
  armour("large shield", "shield", 2, 14, 100, 10, { metal: true }),
  armour("polished shield", "shield", 2, 4, 50, 50, { metal: true }),
  armour("leather gloves", "gloves", 1, 20, 10, 8, { colour: "brown" }),
  armour("iron gauntlets", "gloves", 2, 8, 30, 50, { metal: true }),
  armour("low boots", "boots", 1, 25, 10, 8, { colour: "brown" }),
  armour("iron shoes", "boots", 2, 10, 50, 16, { metal: true }),
  armour("speed boots", "boots", 1, 6, 20, 50, { look: "buckled boots", colour: "brown" }),
  armour("levitation boots", "boots", 1, 6, 15, 30, { look: "laced boots", colour: "brown" }),
  armour("silent boots", "boots", 1, 6, 15, 8, { look: "soft boots", colour: "brown" }),
  // rings
  ring("protection", 100, "oaken", "brown"),
  ring("increase damage", 150, "basalt", "grey"),
  ring("increase accuracy", 150, "opal", "grey"),
  ring("regeneration", 200, "earthen", "red"),
  ring("searching", 200, "coral", "orange"),
  ring("hunger", 100, "jet", "black"),
  ring("teleportation", 200, "moonstone", "grey"),
  ring("see invisible", 150, "horn", "brown"),
  ring("invisibility", 150, "jade", "green"),
  ring("poison resistance", 150, "brass", "yellow"),
  ring("fire resistance", 200, "carnelian", "red"),
  ring("cold resistance", 150, "beryl", "aqua"),
  ring("free action", 200, "sapphire", "blue"),
  ring("levitation", 200, "ruby", "red"),
  ring("gain strength", 150, "diamond", "white"),
  ring("slow digestion", 200, "pearl", "white"),
  // amulets
  amulet("life saving", 75, "round"),
  amulet("strangulation", 135, "star-shaped"),
  amulet("telepathy", 175, "crescent"),
  amulet("restful sleep", 135, "pointed"),
  amulet("reflection", 75, "hexagonal"),
  amulet("versus poison", 165, "flat"),
  { name: "Orb of the Deep", class: "amulet", colour: "pink", odds: 0, weight: 20, cost: 30000 },
  // tools
  tool("pick-axe", 20, 100, 50, { damage: 6, metal: true }),
  tool("skeleton key", 80, 3, 10, { metal: true }),
  tool("lock pick", 60, 4, 20, { metal: true }),
  tool("oil lamp", 45, 20, 10, { colour: "yellow" }),
  tool("magic lamp", 15, 20, 50, { colour: "yellow" }),
  tool("tallow candle", 20, 2, 10, { colour: "white" }),
  tool("wooden flute", 10, 5, 5, { colour: "brown" }),
  tool("tin whistle", 100, 3, 10, { metal: true }),
  tool("stethoscope", 25, 2, 20),
  tool("mirror", 45, 13, 10, { colour: "plain" }),
  tool("towel", 50, 5, 50, { colour: "magenta" }),
  tool("horn of frost", 5, 18, 50, { colour: "white" }),
  tool("crystal ball", 15, 150, 60, { colour: "white" }),
  // food
  food("food ration", 800, 5, 380, 20, "brown"),
  food("hard biscuit", 600, 3, 20, 15, "brown"),
  food("waybread", 800, 2, 20, 5, "white"),
  food("strip of tripe", 200, 2, 140, 10, "brown"),
  food("apple", 50, 1, 70, 2, "red"),
  food("orange", 80, 1, 10, 2, "orange"),
  food("pear", 50, 1, 10, 2, "lime"),
  food("melon", 100, 1, 10, 5, "lime"),
  food("carrot", 50, 1, 15, 2, "orange"),
  food("bulb of garlic", 40, 1, 7, 1, "white"),
  food("sprig of sage", 40, 1, 7, 1, "green"),
  food("egg", 80, 1, 85, 1, "white"),
  food("cookie", 40, 1, 25, 1, "yellow"),
  food("pancake", 200, 2, 25, 2, "yellow"),
  food("jar of honey", 20, 1, 10, 2, "yellow"),
  food("corpse", 0, 3, 0, 0, "brown"),
  // potions
  potion("water", 92, 100, "clear", "aqua"),
  potion("healing", 57, 100, "crimson", "magenta"),
  potion("extra healing", 47, 100, "russet", "red"),
  potion("full healing", 10, 200, "black", "black"),
  potion("gain level", 20, 300, "chalky", "white"),
  potion("gain energy", 42, 150, "hazy", "white"),
  potion("see invisible", 42, 50, "violet", "magenta"),
  potion("fruit juice", 42, 50, "inky", "black"),
  potion("booze", 42, 50, "brown", "brown"),
  potion("confusion", 42, 100, "orange", "orange"),
  potion("blindness", 40, 150, "yellow", "yellow"),
  potion("sleeping", 42, 100, "bubbling", "grey"),
  potion("speed", 42, 200, "foaming", "aqua"),
  potion("levitation", 42, 200, "spiralling", "cyan"),
  potion("invisibility", 40, 150, "sky blue", "sky"),
  potion("gain strength", 42, 300, "moss green", "green"),
  potion("monster detection", 40, 150, "sparkling", "white"),
  potion("object detection", 42, 150, "misty", "grey"),
  potion("sickness", 42, 50, "pink", "pink"),
  potion("acid", 10, 250, "white", "white"),
  // scrolls
  scroll("identify", 180, 20, "SINE NOMINE"),
  scroll("enchant weapon", 80, 60, "ACUTUM FERRUM"),
  scroll("enchant armour", 70, 80, "TORVA MESSOR"),
  scroll("remove curse", 65, 80, "VENTUS SUB PORTA"),
  scroll("teleportation", 55, 100, "ALIBI ESSE"),
  scroll("destroy armour", 32, 100, "LUX IN TENEBRIS"),
  scroll("create monster", 45, 200, "OMBRA NOVA"),
  scroll("light", 90, 50, "QUI VADIT LENTE"),
  scroll("gold detection", 33, 100, "AURUM VELATUM"),
  scroll("food detection", 25, 25, "PANIS ET SAL"),
  scroll("magic mapping", 45, 100, "VIA LONGA"),
  scroll("confuse monster", 35, 100, "MIRA TURBA"),
  scroll("scare monster", 35, 100, "FUGE FUGE"),
  scroll("fire", 30, 100, "IGNIS FATUUS"),
  scroll("sleep", 20, 100, "SOMNUS GRAVIS"),
  scroll("genocide", 7, 300, "NEMO SUPEREST"),
  // wands
  wand("light", 95, 100, "glass", "aqua"),
  wand("digging", 55, 150, "iron", "cyan"),
  wand("sleep", 50, 175, "birch", "brown"),
  wand("striking", 75, 150, "oak", "brown"),
  wand("magic missile", 50, 150, "hazel", "brown"),
  wand("fire", 40, 175, "copper", "yellow"),
  wand("cold", 40, 175, "silver", "grey"),
  wand("lightning", 30, 175, "steel", "cyan"),
  wand("death", 5, 500, "ebony", "black"),
  wand("slow monster", 50, 150, "pine", "brown"),
  wand("speed monster", 50, 150, "pewter", "cyan"),
  wand("teleport", 45, 200, "quartz", "aqua"),
  wand("create monster", 50, 200, "marble", "white"),
  wand("undead turning", 45, 150, "willow", "brown"),
  wand("opening", 25, 150, "bone", "cyan"),
  wand("locking", 25, 150, "brass", "yellow"),
  // gems
  gem("diamond", 3, 4000, "white", "white"),
  gem("ruby", 4, 3500, "red", "red"),
  gem("emerald", 5, 2500, "green", "green"),
  gem("sapphire", 4, 3000, "blue", "blue"),
  gem("amethyst", 7, 600, "violet", "magenta"),
  gem("garnet", 12, 700, "red", "red"),
  gem("piece of white glass", 77, 0, "white", "white"),
  gem("piece of red glass", 77, 0, "red", "red"),
  gem("piece of green glass", 77, 0, "green", "green"),
  gem("piece of blue glass", 77, 0, "blue", "blue"),
  gem("flint stone", 20, 1, "grey", "grey"),
  {
    name: "rock",
    class: "gem",
    colour: "grey",
    odds: 10,
    weight: 10,
    cost: 0,
    damage: 3,
    launcher: "sling",
    missile: true,
  },
  { name: "boulder", class: "rock", colour: "grey", odds: 0, weight: 6000, cost: 0 },
];

export const itemCount = itemKinds.length;
const column = (value: (kind: ItemKind) => number) => Int32Array.from(itemKinds, value);
export const classOf = column((kind) => itemClass[kind.class]);
export const weightOf = column(({ weight }) => weight);
export const costOf = column(({ cost }) => cost);
export const damageOf = column(({ damage = 0 }) => damage);
export const toHitOf = column(({ toHit = 0 }) => toHit);
export const protectionOf = column(({ protection = 0 }) => protection);
export const wornOn = column(({ worn }) => (worn ? bodyPart[worn] : 0));
export const foodOf = column(({ nutrition = 0 }) => nutrition);
export const delayOf = column(({ delay = 0 }) => delay);
export const isMissile = column(({ missile }) => (missile ? 1 : 0));
export const isTwoHanded = column(({ twoHanded }) => (twoHanded ? 1 : 0));
export const isMetal = column(({ metal }) => (metal ? 1 : 0));
export const itemColours = column((kind) => colour[kind.colour]);
export const oddsOf = column(({ odds }) => odds);

/** Classes whose looks are shuffled anew in every game. */
export const shuffledClasses: readonly ItemClass[] = ["potion", "scroll", "wand", "ring", "amulet"];

/** First and last kind of each shuffled class; water is what it looks like, and so is the Orb. */
export const shuffledRanges: readonly (readonly [number, number])[] = shuffledClasses.map((name) => {
  const members = itemKinds.flatMap((kind, i) =>
    kind.class === name && kind.look && kind.name !== "water" ? [i] : [],
  );
  return [members[0], members[members.length - 1]] as const;
});

/** The kind of a class and name. A name that is none is a mistake in a table. */
export function itemNamed(name: string, of?: ItemClass): number {
  const found = itemKinds.findIndex((kind) => kind.name === name && (!of || kind.class === of));
  if (found < 0) throw new Error(`there is no item called ${name}`);
  return found;
}

/** The kind of launcher that a kind of missile is for; 0 for none. */
export const launcherOf = column(({ launcher }) =>
  launcher ? itemKinds.findIndex(({ name }) => name === launcher) : 0,
);

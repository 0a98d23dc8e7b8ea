import { type Effect, effect, type Manner, manner } from "./attacks.ts";
import { colour } from "./colours.ts";

/** What a monster is or can do. */
export const trait = {
  flies: 1,
  swims: 2,
  opensDoors: 4,
  slips: 8, // under doors
  animal: 16,
  mindless: 32,
  undead: 64,
  poisonous: 128, // to eat
  acidic: 256, // to eat
  boneless: 512, // leaves no corpse
  regenerates: 1024,
  seesInvisible: 2048,
  invisible: 4096,
  digs: 8192,
  wantsGold: 16384,
  wantsItems: 32768,
  stays: 65536, // never moves
  erratic: 131072, // moves at random half of the time
  teleports: 262144,
  peaceful: 524288, // born so, often
  pack: 1048576, // comes in small groups
  horde: 2097152, // comes in large groups
  domestic: 4194304,
  unique: 8388608,
  disguised: 16777216, // waits as an object
  resistsFire: 33554432,
  resistsCold: 67108864,
  resistsSleep: 134217728,
  resistsPoison: 268435456,
  fearless: 536870912,
} as const;
export type Trait = keyof typeof trait;

/** An attack: how, dice, and what it does besides damage. */
export type Attack = readonly [manner: Manner, count: number, sides: number, effect?: Effect];

export interface MonsterKind {
  readonly name: string;
  /** Its letter on the map. */
  readonly letter: string;
  readonly colour: keyof typeof colour;
  /** From it follow hit points, from 1 + 3 x level to 3 + 5 x level, and how well it hits. */
  readonly level: number;
  /** In twelfths of a move a turn. */
  readonly speed: number;
  readonly armourClass: number;
  readonly attacks: readonly Attack[];
  readonly traits: readonly Trait[];
  /** How common it is: 0 is never made at random. */
  readonly frequency: number;
  /** Nutrition of its corpse. */
  readonly nutrition: number;
}

const kind = (
  name: string,
  letter: string,
  shade: keyof typeof colour,
  [level, speed, armourClass]: readonly [number, number, number],
  attacks: readonly Attack[],
  traits: readonly Trait[],
  frequency: number,
  nutrition = 0,
): MonsterKind => ({ name, letter, colour: shade, level, speed, armourClass, attacks, traits, frequency, nutrition });

/** Every kind of monster; the index is its glyph. The first is the hero's own. Numbers: level, speed, armour class. */
export const monsterKinds: readonly MonsterKind[] = [
  kind("adventurer", "@", "white", [1, 12, 10], [["weapon", 1, 4]], ["opensDoors"], 0, 400),
  // small animals
  kind("newt", ":", "yellow", [0, 7, 8], [["bite", 1, 3]], ["animal", "swims"], 5, 20),
  kind("sewer rat", "r", "brown", [0, 11, 7], [["bite", 1, 3]], ["animal", "pack"], 4, 12),
  kind("giant rat", "r", "grey", [1, 10, 7], [["bite", 1, 4]], ["animal", "pack"], 3, 30),
  kind("jackal", "d", "brown", [0, 13, 7], [["bite", 1, 2]], ["animal", "pack"], 4, 200),
  kind("fox", "d", "red", [1, 13, 7], [["bite", 1, 3]], ["animal"], 2, 220),
  kind("bat", "B", "brown", [0, 20, 8], [["bite", 1, 4]], ["animal", "flies", "erratic"], 2, 20),
  kind("giant bat", "B", "red", [2, 20, 7], [["bite", 1, 6]], ["animal", "flies", "erratic"], 2, 30),
  kind(
    "spark mite",
    "x",
    "magenta",
    [0, 10, 9],
    [["bite", 1, 1, "shock"]],
    ["animal", "boneless", "pack", "resistsSleep"],
    3,
    0,
  ),
  kind("cave lizard", ":", "green", [1, 7, 6], [["bite", 1, 5]], ["animal", "swims"], 3, 40),
  kind(
    "crocodile",
    ":",
    "brown",
    [6, 8, 4],
    [
      ["bite", 4, 2],
      ["claw", 1, 12],
    ],
    ["animal", "swims"],
    1,
    400,
  ),
  kind("centipede", "s", "yellow", [2, 5, 4], [["bite", 1, 3, "poison"]], ["animal", "poisonous"], 2, 50),
  kind("cave spider", "s", "grey", [1, 11, 4], [["bite", 1, 1]], ["animal", "pack"], 2, 50),
  kind(
    "giant spider",
    "s",
    "magenta",
    [5, 14, 4],
    [["bite", 2, 4, "poison"]],
    ["animal", "poisonous", "resistsPoison"],
    1,
    100,
  ),
  kind("giant ant", "a", "brown", [2, 16, 4], [["bite", 1, 4]], ["animal", "pack"], 3, 10),
  kind(
    "warrior ant",
    "a",
    "blue",
    [3, 17, 3],
    [
      ["bite", 2, 4],
      ["sting", 3, 4, "poison"],
    ],
    ["animal", "pack", "poisonous"],
    2,
    5,
  ),
  kind(
    "killer wasp",
    "a",
    "yellow",
    [1, 17, 2],
    [["sting", 1, 3, "poison"]],
    ["animal", "flies", "horde", "poisonous"],
    2,
    5,
  ),
  kind(
    "pit viper",
    "S",
    "blue",
    [6, 13, 3],
    [
      ["bite", 1, 4, "poison"],
      ["bite", 1, 4, "poison"],
    ],
    ["animal", "swims", "poisonous"],
    1,
    60,
  ),
  kind("grass snake", "S", "green", [2, 13, 4], [["bite", 1, 6, "poison"]], ["animal", "swims", "poisonous"], 2, 60),
  kind(
    "python",
    "S",
    "magenta",
    [6, 5, 5],
    [
      ["bite", 1, 4],
      ["touch", 1, 4, "grab"],
    ],
    ["animal", "swims"],
    1,
    200,
  ),
  kind("rock mole", "r", "grey", [3, 4, 1], [["bite", 1, 6]], ["animal", "digs", "wantsGold"], 2, 30),
  // dogs, cats and other beasts
  kind("little dog", "d", "white", [2, 17, 6], [["bite", 1, 6]], ["animal", "domestic"], 1, 150),
  kind("dog", "d", "white", [4, 16, 5], [["bite", 1, 8]], ["animal", "domestic"], 1, 200),
  kind("kitten", "f", "white", [1, 17, 6], [["bite", 1, 6]], ["animal", "domestic"], 1, 150),
  kind("cat", "f", "white", [4, 16, 5], [["bite", 1, 8]], ["animal", "domestic"], 1, 200),
  kind("wolf", "d", "grey", [5, 13, 4], [["bite", 2, 4]], ["animal", "pack"], 2, 250),
  kind(
    "frost wolf",
    "d",
    "aqua",
    [7, 12, 4],
    [
      ["bite", 2, 6],
      ["breath", 2, 6, "cold"],
    ],
    ["animal", "resistsCold"],
    1,
    300,
  ),
  kind(
    "hell hound",
    "d",
    "orange",
    [10, 14, 3],
    [
      ["bite", 3, 6],
      ["breath", 3, 6, "fire"],
    ],
    ["animal", "resistsFire"],
    1,
    300,
  ),
  kind(
    "panther",
    "f",
    "blue",
    [7, 14, 5],
    [
      ["claw", 1, 6],
      ["claw", 1, 6],
      ["bite", 1, 10],
    ],
    ["animal"],
    1,
    300,
  ),
  kind(
    "cave bear",
    "Y",
    "brown",
    [5, 11, 5],
    [
      ["claw", 1, 6],
      ["claw", 1, 6],
      ["touch", 2, 8, "grab"],
    ],
    ["animal"],
    2,
    700,
  ),
  kind(
    "ape",
    "Y",
    "brown",
    [4, 11, 6],
    [
      ["claw", 1, 3],
      ["claw", 1, 3],
      ["bite", 1, 6],
    ],
    ["animal", "pack"],
    2,
    500,
  ),
  kind("snow giant", "H", "white", [8, 10, 3], [["weapon", 2, 12]], ["opensDoors", "resistsCold"], 1, 750),
  // things that lie about
  kind(
    "lichen",
    "F",
    "lime",
    [0, 2, 9],
    [["touch", 0, 0, "grab"]],
    ["mindless", "resistsSleep", "resistsPoison"],
    4,
    200,
  ),
  kind(
    "brown mould",
    "F",
    "brown",
    [1, 0, 9],
    [["passive", 6, 4, "cold"]],
    ["stays", "mindless", "poisonous", "resistsCold"],
    2,
    30,
  ),
  kind(
    "yellow mould",
    "F",
    "yellow",
    [1, 0, 9],
    [["passive", 1, 4, "stun"]],
    ["stays", "mindless", "poisonous"],
    2,
    30,
  ),
  kind("red mould", "F", "red", [3, 0, 9], [["passive", 2, 4, "fire"]], ["stays", "mindless", "resistsFire"], 1, 30),
  kind("staring eye", "e", "blue", [2, 2, 8], [["passive", 0, 0, "paralyse"]], ["flies", "seesInvisible"], 3, 10),
  kind(
    "flash wisp",
    "y",
    "yellow",
    [3, 14, 2],
    [["burst", 10, 10, "blind"]],
    ["flies", "mindless", "boneless", "resistsFire"],
    2,
    0,
  ),
  kind(
    "acid slime",
    "b",
    "green",
    [1, 4, 8],
    [["passive", 1, 8, "acid"]],
    ["slips", "mindless", "acidic", "erratic", "resistsPoison"],
    3,
    10,
  ),
  kind("clear jelly", "b", "white", [5, 2, 8], [["touch", 3, 6]], ["mindless", "slips", "resistsPoison"], 2, 100),
  kind(
    "rust ooze",
    "P",
    "brown",
    [6, 3, 8],
    [["bite", 2, 6, "rust"]],
    ["slips", "mindless", "acidic", "resistsPoison"],
    1,
    100,
  ),
  kind("chest mimic", "m", "brown", [7, 3, 7], [["claw", 3, 4, "grab"]], ["disguised", "slips"], 2, 200),
  // small folk
  kind("kobold", "k", "brown", [0, 7, 9], [["weapon", 1, 5]], ["opensDoors", "wantsItems", "poisonous"], 3, 100),
  kind("kobold boss", "k", "magenta", [2, 6, 6], [["weapon", 2, 4]], ["opensDoors", "wantsItems", "poisonous"], 2, 200),
  kind("goblin", "o", "grey", [0, 8, 9], [["weapon", 1, 6]], ["opensDoors", "wantsItems", "pack"], 4, 100),
  kind("hobgoblin", "o", "brown", [1, 9, 8], [["weapon", 1, 6]], ["opensDoors", "wantsItems", "pack"], 3, 200),
  kind("orc", "o", "red", [3, 9, 10], [["weapon", 1, 8]], ["opensDoors", "wantsItems", "pack"], 3, 150),
  kind(
    "orc archer",
    "o",
    "yellow",
    [3, 9, 8],
    [
      ["weapon", 1, 6],
      ["shot", 1, 6],
    ],
    ["opensDoors", "wantsItems"],
    2,
    150,
  ),
  kind(
    "orc captain",
    "o",
    "magenta",
    [5, 9, 8],
    [
      ["weapon", 2, 4],
      ["weapon", 2, 4],
    ],
    ["opensDoors", "wantsItems"],
    1,
    350,
  ),
  kind("gnome", "G", "brown", [1, 7, 9], [["weapon", 1, 6]], ["opensDoors", "wantsItems", "pack"], 2, 100),
  kind("gnome chief", "G", "blue", [3, 9, 8], [["weapon", 1, 8]], ["opensDoors", "wantsItems"], 1, 120),
  kind("gnome shaman", "G", "sky", [3, 10, 4], [["spell", 1, 6, "stun"]], ["opensDoors", "wantsItems"], 1, 120),
  kind("dwarf", "h", "red", [2, 7, 7], [["weapon", 1, 8]], ["opensDoors", "digs", "wantsGold", "wantsItems"], 2, 300),
  kind(
    "dwarf smith",
    "h",
    "blue",
    [4, 7, 6],
    [
      ["weapon", 2, 4],
      ["weapon", 1, 4],
    ],
    ["opensDoors", "digs", "wantsGold"],
    1,
    300,
  ),
  kind(
    "drowse imp",
    "i",
    "green",
    [2, 11, 6],
    [["bite", 1, 3, "sleep"]],
    ["flies", "resistsSleep", "poisonous"],
    2,
    100,
  ),
  kind("imp", "i", "red", [3, 13, 3], [["claw", 1, 4]], ["regenerates", "erratic"], 1, 10),
  kind(
    "gold imp",
    "l",
    "green",
    [4, 15, 7],
    [["touch", 1, 2, "stealGold"]],
    ["wantsGold", "teleports", "opensDoors"],
    2,
    200,
  ),
  kind(
    "pilfering sprite",
    "n",
    "green",
    [3, 13, 8],
    [["touch", 0, 0, "stealItem"]],
    ["teleports", "opensDoors"],
    2,
    300,
  ),
  // undead
  kind(
    "kobold zombie",
    "Z",
    "brown",
    [0, 6, 10],
    [["claw", 1, 4]],
    ["undead", "mindless", "poisonous", "resistsSleep", "resistsCold", "resistsPoison", "fearless"],
    2,
    50,
  ),
  kind(
    "orc zombie",
    "Z",
    "red",
    [2, 6, 9],
    [["claw", 1, 6]],
    ["undead", "mindless", "poisonous", "resistsSleep", "resistsCold", "resistsPoison", "fearless", "pack"],
    2,
    75,
  ),
  kind(
    "human zombie",
    "Z",
    "white",
    [4, 6, 8],
    [["claw", 1, 8]],
    ["undead", "mindless", "poisonous", "resistsSleep", "resistsCold", "resistsPoison", "fearless", "pack"],
    2,
    200,
  ),
  kind(
    "skeleton",
    "Z",
    "grey",
    [6, 8, 4],
    [["weapon", 2, 6]],
    ["undead", "mindless", "boneless", "resistsSleep", "resistsCold", "resistsPoison", "fearless"],
    1,
    0,
  ),
  kind(
    "gnome mummy",
    "M",
    "red",
    [4, 10, 6],
    [["claw", 1, 6]],
    ["undead", "mindless", "poisonous", "resistsSleep", "resistsCold", "resistsPoison", "fearless"],
    1,
    50,
  ),
  kind(
    "human mummy",
    "M",
    "grey",
    [6, 12, 4],
    [
      ["claw", 2, 4],
      ["claw", 2, 4],
    ],
    ["undead", "mindless", "poisonous", "resistsSleep", "resistsCold", "resistsPoison", "fearless"],
    1,
    200,
  ),
  kind(
    "wight",
    "W",
    "grey",
    [4, 11, 5],
    [["weapon", 1, 4, "drain"]],
    ["undead", "opensDoors", "boneless", "resistsSleep", "resistsCold", "resistsPoison"],
    1,
    0,
  ),
  kind(
    "wraith",
    "W",
    "black",
    [6, 12, 4],
    [["touch", 1, 6, "drain"]],
    ["undead", "flies", "resistsSleep", "resistsCold", "resistsPoison"],
    1,
    0,
  ),
  kind(
    "ghoul",
    "Z",
    "black",
    [3, 7, 5],
    [
      ["claw", 1, 2, "paralyse"],
      ["claw", 1, 3],
    ],
    ["undead", "mindless", "poisonous", "resistsSleep", "resistsCold", "resistsPoison"],
    1,
    50,
  ),
  kind(
    "vampire",
    "V",
    "red",
    [10, 13, 2],
    [
      ["claw", 1, 6],
      ["bite", 1, 6, "drain"],
    ],
    ["undead", "flies", "regenerates", "boneless", "opensDoors", "resistsSleep", "resistsPoison"],
    1,
    0,
  ),
  // brutes
  kind("ridge orc", "o", "yellow", [1, 9, 10], [["weapon", 1, 6]], ["opensDoors", "wantsItems", "horde"], 2, 200),
  kind("bugbear", "h", "brown", [3, 8, 6], [["weapon", 2, 4]], ["opensDoors", "wantsItems"], 2, 250),
  kind("ogre", "O", "brown", [5, 9, 5], [["weapon", 2, 5]], ["opensDoors", "wantsGold"], 2, 500),
  kind("ogre king", "O", "magenta", [9, 9, 4], [["weapon", 3, 5]], ["opensDoors", "wantsGold"], 1, 750),
  kind(
    "troll",
    "T",
    "brown",
    [7, 11, 4],
    [
      ["weapon", 4, 2],
      ["claw", 4, 2],
      ["bite", 2, 6],
    ],
    ["opensDoors", "regenerates"],
    2,
    350,
  ),
  kind(
    "ice troll",
    "T",
    "white",
    [9, 10, 2],
    [
      ["weapon", 2, 6],
      ["claw", 2, 6],
      ["bite", 2, 6],
    ],
    ["opensDoors", "regenerates", "resistsCold"],
    1,
    300,
  ),
  kind("hill giant", "H", "aqua", [8, 10, 6], [["weapon", 2, 8]], ["opensDoors", "pack"], 1, 700),
  kind("fire giant", "H", "yellow", [9, 12, 4], [["weapon", 2, 10]], ["opensDoors", "resistsFire"], 1, 750),
  kind(
    "bull man",
    "H",
    "brown",
    [14, 14, 5],
    [
      ["claw", 3, 10],
      ["claw", 3, 10],
      ["butt", 2, 8],
    ],
    ["animal"],
    0,
    700,
  ),
  kind(
    "gargoyle",
    "g",
    "brown",
    [6, 9, -2],
    [
      ["claw", 2, 6],
      ["claw", 2, 6],
      ["bite", 2, 4],
    ],
    ["boneless"],
    1,
    0,
  ),
  kind(
    "stone golem",
    "'",
    "grey",
    [13, 6, 4],
    [["claw", 3, 8]],
    ["mindless", "boneless", "resistsSleep", "resistsPoison", "fearless"],
    1,
    0,
  ),
  kind(
    "straw golem",
    "'",
    "yellow",
    [3, 12, 10],
    [
      ["claw", 1, 2],
      ["claw", 1, 2],
    ],
    ["mindless", "boneless", "resistsSleep", "resistsPoison", "fearless"],
    1,
    0,
  ),
  // the deep
  kind(
    "phase cat",
    "f",
    "cyan",
    [6, 14, 3],
    [
      ["claw", 1, 8],
      ["bite", 1, 8],
    ],
    ["animal", "teleports", "invisible"],
    1,
    200,
  ),
  kind(
    "rust beetle",
    "R",
    "brown",
    [5, 16, 3],
    [
      ["touch", 0, 0, "rust"],
      ["touch", 0, 0, "rust"],
    ],
    ["animal", "swims"],
    2,
    250,
  ),
  kind(
    "plague crone",
    "@",
    "red",
    [7, 10, 4],
    [
      ["touch", 1, 6, "disease"],
      ["spell", 1, 6, "curse"],
    ],
    ["opensDoors", "teleports"],
    1,
    300,
  ),
  kind(
    "salamander",
    ":",
    "orange",
    [8, 11, 1],
    [
      ["weapon", 2, 8],
      ["touch", 2, 6, "fire"],
    ],
    ["poisonous", "resistsFire", "swims"],
    1,
    200,
  ),
  kind(
    "ettin",
    "H",
    "blue",
    [10, 11, 4],
    [
      ["weapon", 2, 8],
      ["weapon", 3, 6],
    ],
    ["opensDoors"],
    1,
    800,
  ),
  kind(
    "tunnel worm",
    "w",
    "magenta",
    [14, 8, 6],
    [
      ["bite", 2, 8],
      ["sting", 1, 8, "poison"],
    ],
    ["animal"],
    1,
    700,
  ),
  kind(
    "green dragon",
    "D",
    "green",
    [14, 10, 0],
    [
      ["breath", 4, 6, "poison"],
      ["bite", 3, 8],
      ["claw", 1, 4],
    ],
    ["flies", "poisonous", "resistsPoison", "wantsGold"],
    1,
    800,
  ),
  kind(
    "red dragon",
    "D",
    "red",
    [15, 10, -1],
    [
      ["breath", 6, 6, "fire"],
      ["bite", 3, 8],
      ["claw", 1, 4],
    ],
    ["flies", "resistsFire", "wantsGold"],
    1,
    800,
  ),
  kind(
    "white dragon",
    "D",
    "white",
    [13, 10, 0],
    [
      ["breath", 4, 6, "cold"],
      ["bite", 3, 8],
      ["claw", 1, 4],
    ],
    ["flies", "resistsCold", "wantsGold"],
    1,
    800,
  ),
  kind(
    "bone lord",
    "L",
    "brown",
    [14, 10, 1],
    [
      ["touch", 2, 8, "cold"],
      ["spell", 2, 10, "drain"],
    ],
    ["undead", "boneless", "regenerates", "teleports", "resistsSleep", "resistsCold", "resistsPoison"],
    1,
    0,
  ),
  kind(
    "pit fiend",
    "&",
    "red",
    [13, 10, -3],
    [
      ["weapon", 4, 4],
      ["weapon", 4, 2],
    ],
    ["flies", "poisonous", "resistsFire", "resistsPoison", "seesInvisible", "opensDoors"],
    1,
    0,
  ),
  // people who live here
  kind(
    "shopkeeper",
    "@",
    "white",
    [12, 16, 0],
    [
      ["weapon", 4, 4],
      ["weapon", 4, 4],
    ],
    ["opensDoors", "peaceful", "wantsItems", "fearless"],
    0,
    400,
  ),
  kind(
    "priest",
    "@",
    "white",
    [10, 12, 5],
    [
      ["weapon", 4, 10],
      ["kick", 1, 4],
    ],
    ["opensDoors", "peaceful", "fearless"],
    0,
    400,
  ),
  kind(
    "seer",
    "@",
    "sky",
    [12, 0, 0],
    [["passive", 0, 4, "none"]],
    ["stays", "peaceful", "unique", "fearless"],
    0,
    400,
  ),
  kind("watchman", "@", "green", [8, 10, 10], [["weapon", 1, 8]], ["opensDoors", "peaceful"], 0, 400),
  kind(
    "Keeper of the Orb",
    "&",
    "magenta",
    [18, 12, -4],
    [
      ["claw", 3, 6],
      ["touch", 2, 6, "drain"],
      ["spell", 3, 6, "fire"],
    ],
    ["unique", "seesInvisible", "regenerates", "fearless", "resistsFire", "resistsSleep", "resistsPoison"],
    0,
    0,
  ),
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

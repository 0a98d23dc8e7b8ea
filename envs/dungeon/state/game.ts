import { itemCount } from "../data/items.ts";
import type { Screen } from "../display/screen.ts";
import type { Rules } from "../play/rules.ts";
import { type Archive, createArchive } from "./archive.ts";
import { cells } from "./grid.ts";
import { heroFields } from "./hero.ts";
import { layOut } from "./layout.ts";
import type { Tally } from "./tally.ts";

export const mostMonsters = 100; // on a level; index 0 is nobody
export const mostItems = 512; // on a level, carried and worn; index 0 is nothing
export const mostRooms = 15;
export const messageRoom = 1024;

const layout = {
  me: ["int32", heroFields],
  dice: ["int32", 4],
  // the present level
  terrain: ["uint8", cells],
  flags: ["uint8", cells],
  /** Kind of a trap, and whether it is known. */
  traps: ["uint8", cells],
  /** The glyph that the hero remembers; what stands there now is drawn over it. */
  memory: ["int16", cells],
  monsterAt: ["uint8", cells],
  /** The uppermost item; the others follow by `itemNext`. */
  itemAt: ["int16", cells],
  /** Turn in which the hero last was there: a trail to follow. */
  scent: ["int32", cells],
  /** 1 where the hero's line of sight goes. */
  sight: ["uint8", cells],
  inSight: ["int16", cells],
  wasInSight: ["int16", cells],
  /** `[mostRooms + 1, 6]`: left, top, right, bottom (floor cells), kind, what happened there; room 0 is none. */
  rooms: ["uint8", (mostRooms + 1) * 6],
  // monsters
  monsterKind: ["uint8", mostMonsters],
  monsterCell: ["int16", mostMonsters],
  monsterHp: ["int16", mostMonsters],
  monsterHpMax: ["int16", mostMonsters],
  monsterMovement: ["int16", mostMonsters],
  monsterState: ["int32", mostMonsters],
  /** Turns of being helpless, or of fleeing. */
  monsterWait: ["uint8", mostMonsters],
  monsterFear: ["uint8", mostMonsters],
  monsterTame: ["uint8", mostMonsters],
  monsterLevel: ["uint8", mostMonsters],
  /** What it carries; the others follow by `itemNext`. */
  monsterItem: ["int16", mostMonsters],
  /** Where it last knew the hero to be; 0 for nowhere. */
  monsterGoal: ["int16", mostMonsters],
  // items
  itemKind: ["uint8", mostItems],
  /** Where an item is: `place` in items/place.ts. */
  itemPlace: ["uint8", mostItems],
  itemCell: ["int16", mostItems],
  itemNext: ["int16", mostItems],
  itemCount: ["int32", mostItems],
  itemFlags: ["int16", mostItems],
  /** Enchantment, or charges. */
  itemPlus: ["int16", mostItems],
  /** Whose corpse it is. */
  itemOf: ["uint8", mostItems],
  /** Turn in which it was made. */
  itemBorn: ["int32", mostItems],
  itemPrice: ["int16", mostItems],
  /** Item of each inventory letter: a to z, then A to Z. */
  pack: ["int16", 52],
  // knowledge
  looks: ["uint8", itemCount],
  known: ["uint8", itemCount],
  /** Kinds that are no more. */
  gone: ["uint8", 256],
  killed: ["int16", 256],
  message: ["uint8", messageRoom],
  /** Which items a menu offers. */
  menu: ["int16", 64],
} as const;

type Arrays = ReturnType<typeof layOut<typeof layout>>["arrays"];

/** A game in progress. All that is saved lies in `bytes` and `archive`; the rest is how it is played and shown. */
export interface Game extends Arrays {
  readonly bytes: Uint8Array;
  readonly archive: Archive;
  readonly rules: Rules;
  readonly screen: Screen;
  readonly tally: Tally;
}

export const createGame = (rules: Rules, screen: Screen, tally: Tally): Game => {
  const { bytes, arrays } = layOut(layout);
  return { ...arrays, bytes, archive: createArchive(), rules, screen, tally };
};

/** A copy of everything that the game goes on from. */
export function saveGame({ bytes, archive }: Game): Uint8Array {
  if (archive.used === 0) return bytes.slice();
  const saved = new Uint8Array(bytes.length + archive.used);
  saved.set(bytes);
  saved.set(archive.bytes.subarray(0, archive.used), bytes.length);
  return saved;
}

export function loadGame({ bytes, archive }: Game, saved: Uint8Array): void {
  bytes.set(saved.subarray(0, bytes.length));
  archive.restore(saved.subarray(bytes.length));
}

import { kind, type MonsterKind } from "./monster-kind.ts";

/** People who live here. Numbers: level, speed, armour class. */
export const people: readonly MonsterKind[] = [
  kind(
    "shopkeeper",
    "@",
    "white",
    [12, 15, 1],
    [
      ["weapon", 3, 5],
      ["weapon", 3, 5],
    ],
    ["opensDoors", "peaceful", "wantsItems", "fearless"],
    0,
    400,
  ),
  kind(
    "priest",
    "@",
    "white",
    [10, 12, 6],
    [
      ["weapon", 4, 8],
      ["kick", 1, 5],
    ],
    ["opensDoors", "peaceful", "fearless"],
    0,
    400,
  ),
  kind(
    "seer",
    "@",
    "sky",
    [11, 0, 1],
    [["passive", 0, 5, "none"]],
    ["stays", "peaceful", "unique", "fearless"],
    0,
    400,
  ),
  kind("watchman", "@", "green", [8, 10, 7], [["weapon", 2, 4]], ["opensDoors", "peaceful"], 0, 400),
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

import { kind, type MonsterKind } from "./monster-kind.ts";

/** People who live here. Numbers: level, speed, armour class. */
export const people: readonly MonsterKind[] = [
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

import { kind, type MonsterKind } from "./monster-kind.ts";

/** Dogs, cats and other beasts. Numbers: level, speed, armour class. */
export const hunters: readonly MonsterKind[] = [
  kind("little dog", "d", "white", [2, 16, 7], [["bite", 1, 5]], ["animal", "domestic"], 1, 150),
  kind("dog", "d", "white", [4, 15, 6], [["bite", 1, 8]], ["animal", "domestic"], 1, 200),
  kind("kitten", "f", "white", [1, 16, 7], [["bite", 1, 5]], ["animal", "domestic"], 1, 150),
  kind("cat", "f", "white", [3, 15, 6], [["bite", 1, 7]], ["animal", "domestic"], 1, 200),
  kind("wolf", "d", "grey", [5, 14, 5], [["bite", 1, 9]], ["animal", "pack"], 2, 250),
  kind(
    "frost wolf",
    "d",
    "aqua",
    [7, 13, 5],
    [
      ["bite", 2, 5],
      ["breath", 2, 5, "cold"],
    ],
    ["animal", "resistsCold"],
    1,
    300,
  ),
  kind(
    "hell hound",
    "d",
    "orange",
    [10, 13, 4],
    [
      ["bite", 3, 5],
      ["breath", 3, 5, "fire"],
    ],
    ["animal", "resistsFire"],
    1,
    300,
  ),
  kind(
    "panther",
    "f",
    "blue",
    [6, 14, 4],
    [
      ["claw", 1, 5],
      ["claw", 1, 5],
      ["bite", 1, 9],
    ],
    ["animal"],
    1,
    300,
  ),
  kind(
    "cave bear",
    "Y",
    "brown",
    [5, 10, 6],
    [
      ["claw", 1, 5],
      ["claw", 1, 5],
      ["touch", 2, 6, "grab"],
    ],
    ["animal"],
    2,
    700,
  ),
  kind(
    "ape",
    "Y",
    "brown",
    [4, 10, 7],
    [
      ["claw", 1, 4],
      ["claw", 1, 4],
      ["bite", 1, 5],
    ],
    ["animal", "pack"],
    2,
    500,
  ),
  kind("snow giant", "H", "white", [8, 9, 4], [["weapon", 2, 10]], ["opensDoors", "resistsCold"], 1, 750),
];

import { kind, type MonsterKind } from "./monster-kind.ts";

/** Dogs, cats and other beasts. Numbers: level, speed, armour class. */
export const hunters: readonly MonsterKind[] = [
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
];

import { colour } from "../data/colours.ts";
import { classLetters } from "../data/item-classes.ts";
import { classOf, itemColours, itemCount } from "../data/items.ts";
import { letterOf, monsterColours, monsterKinds } from "../data/monsters.ts";
import { terrainKinds } from "../data/terrain.ts";
import { trapColours, trapKinds } from "../data/traps.ts";

/** Where NLE's glyphs of each sort begin; there are 5976, and one more that stands for nothing. */
export const glyphs = {
  monster: 0,
  pet: 381,
  body: 1144,
  item: 1906,
  map: 2359,
  trap: 2359 + 41, // + kind of trap, from 1
  explosion: 2446,
  statue: 5595,
  none: 5976,
} as const;
export const glyphCount = 5977;
/** Room for kinds of monsters and items among NLE's glyphs. */
export const mostMonsterKinds = 381;
export const mostItemKinds = 453;

/** Bits of `specials`. */
export const special = { corpse: 1, pet: 8, pile: 64 } as const;

/** What each glyph is drawn as. */
export const charOf = new Uint8Array(glyphCount).fill(32);
export const colourOf = new Uint8Array(glyphCount);
export const specialOf = new Uint8Array(glyphCount);

const draw = (glyph: number, char: string | number, shade: number, extra = 0) => {
  charOf[glyph] = typeof char === "number" ? char : char.charCodeAt(0);
  colourOf[glyph] = shade;
  specialOf[glyph] = extra;
};

for (let kind = 0; kind < monsterKinds.length; kind++) {
  draw(glyphs.monster + kind, letterOf[kind], monsterColours[kind]);
  draw(glyphs.pet + kind, letterOf[kind], monsterColours[kind], special.pet);
  draw(glyphs.body + kind, "%", monsterColours[kind], special.corpse);
}
for (let kind = 0; kind < itemCount; kind++) draw(glyphs.item + kind, classLetters[classOf[kind]], itemColours[kind]);

const { grey, brown, cyan, yellow, red, blue, white, green, black } = colour;
/** Characters and colours of NLE's symbols of the map, 0 to 41. */
const symbols: readonly (readonly [string, number])[] = [
  [" ", grey],
  ["|", grey],
  ...Array.from({ length: 9 }, () => ["-", grey] as const),
  ["|", grey],
  [".", grey],
  ["-", brown],
  ["|", brown],
  ["+", brown],
  ["+", brown],
  ["#", cyan],
  ["#", green],
  [".", grey],
  [".", black],
  ["#", grey],
  ["#", grey],
  ["<", grey],
  [">", grey],
  ["<", brown],
  [">", brown],
  ["_", grey],
  ["|", white],
  ["\\", yellow],
  ["#", grey],
  ["{", blue],
  ["}", blue],
  [".", cyan],
  ["}", red],
];
for (const [code, [char, shade]] of symbols.entries()) draw(glyphs.map + code, char, shade);
draw(glyphs.map + 10, "|", grey); // tee to the left
for (let kind = 1; kind < trapKinds; kind++) draw(glyphs.trap + kind, kind === 18 ? '"' : "^", trapColours[kind]);

/** What terrain looks like, as a glyph: secrets look like walls or stone, and boulders like boulders. */
export const terrainGlyph = Int16Array.from({ length: terrainKinds }, (_, code) =>
  code < 42
    ? glyphs.map + code
    : code === 42
      ? glyphs.map + 1
      : code === 43
        ? glyphs.map + 2
        : code === 44
          ? glyphs.map
          : glyphs.item + itemCount - 1,
);

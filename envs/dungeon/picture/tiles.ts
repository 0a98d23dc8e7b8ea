import { terrain } from "../data/terrain.ts";
import { charOf, colourOf, glyphs } from "../display/glyphs.ts";
import { covers } from "./font.ts";
import { black, type Colour, isItem, palette, terrainAt } from "./shapes.ts";

/** A code beside the glyphs: the hero. */
export const heroTile = glyphs.none + 1;

const heroGlow: Colour = [250, 208, 64];
const heroInk: Colour = [40, 24, 8];
const petMark: Colour = [120, 230, 120];
const boulder: Colour = [142, 134, 122];

/** Tiles of a size [pixels], each drawn when it is first asked for: RGB, `[size, size, 3]`. */
export function tileSet(size: number): (glyph: number) => Uint8Array {
  const drawn = new Map<number, Uint8Array>();
  return (glyph) => {
    let tile = drawn.get(glyph);
    if (!tile) {
      tile = new Uint8Array(size * size * 3);
      for (let y = 0, at = 0; y < size; y++)
        for (let x = 0; x < size; x++, at += 3)
          tile.set(tileAt(glyph, (x + 0.5) / size, (y + 0.5) / size).map(capped), at);
      drawn.set(glyph, tile);
    }
    return tile;
  };
}

const capped = (value: number) => Math.min(255, value);

/** The colour of a glyph's tile at a point of it, both coordinates in [0, 1) from the upper left. */
function tileAt(glyph: number, u: number, v: number): Colour {
  if (glyph === heroTile) {
    if (letterAt(64, u, v)) return heroInk;
    return (u - 0.5) ** 2 + (v - 0.5) ** 2 < 0.25 ? heroGlow : terrainAt(terrain.floor, u, v);
  }
  if (glyph >= glyphs.none) return black;
  const shade = palette[colourOf[glyph] & 15];
  if (glyph < glyphs.body) {
    const isPet = glyph >= glyphs.pet;
    if (letterAt(charOf[glyph], u, v)) return shade;
    if (isPet && v > 0.88) return petMark;
    const isPlate = Math.abs(u - 0.5) < 0.47 && Math.abs(v - 0.5) < 0.47;
    return isPlate
      ? [shade[0] * 0.16 + 10, shade[1] * 0.16 + 10, shade[2] * 0.16 + 12]
      : terrainAt(terrain.floor, u, v);
  }
  const letter = String.fromCharCode(charOf[glyph]);
  if (glyph < glyphs.map) {
    if (letter === "`") return isItem(letter, u, v) ? lit(boulder, u, v) : terrainAt(terrain.floor, u, v);
    return isItem(letter, u, v) ? lit(shade, u, v) : terrainAt(terrain.floor, u, v);
  }
  if (glyph > glyphs.trap && glyph < glyphs.explosion)
    return isItem("^", u, v) ? shade : terrainAt(terrain.floor, u, v);
  return terrainAt(glyph - glyphs.map, u, v);
}

/** Letters leave a margin all around. */
const letterAt = (char: number, u: number, v: number): boolean => {
  const [across, down] = [(u - 0.1875) / 0.625, (v - 0.0625) / 0.875];
  return across >= 0 && across < 1 && down >= 0 && down < 1 && covers(char, across, down);
};

/** Light falls from the upper left. */
function lit([r, g, b]: Colour, u: number, v: number): Colour {
  const light = 1.12 - 0.32 * (u * 0.4 + v * 0.6);
  return [r * light, g * light, b * light];
}

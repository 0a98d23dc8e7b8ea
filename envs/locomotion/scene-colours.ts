import type { Body, Colour, Link } from "../../src/physics/index.ts";

/** sRGB. */
export const colours = {
  tiles: [
    [0.82, 0.85, 0.89],
    [0.91, 0.93, 0.95],
  ],
  water: [
    [0.42, 0.68, 0.8],
    [0.52, 0.76, 0.86],
  ],
  fixture: [0.42, 0.46, 0.53],
  trunk: [0.96, 0.7, 0.3],
  left: [0.26, 0.55, 0.92],
  right: [0.92, 0.36, 0.3],
  back: [0.56, 0.4, 0.82],
  front: [0.12, 0.64, 0.58],
  wanted: [0.2, 0.72, 0.36],
  thing: [0.92, 0.36, 0.3],
} as const;

/** Colours of links in a chain whose names have no sides. */
const chain = [colours.trunk, colours.front, colours.left, colours.back];

const rules: readonly (readonly [name: RegExp, colour: Colour])[] = [
  [/^(target|goal)/i, colours.wanted],
  [/^object/i, colours.thing],
  [/left/i, colours.left],
  [/right/i, colours.right],
  [/^back[A-Z]/, colours.back],
  [/^front[A-Z]/, colours.front],
];
const sides = /left|right|Left|Right|^(back|front)[A-Z]/;

/** A link's colour, by its name; every other link of a limb is darker, so that joints are visible. */
export function colourOf(body: Body, link: Link): Colour {
  const ruled = rules.find(([name]) => name.test(link.name))?.[1];
  const depth = depthOf(body, link);
  if (!body.links.some(({ name }) => sides.test(name))) return ruled ?? chain[depth % chain.length];
  if (!ruled) return colours.trunk;
  const behind = /^back(left|right)/i.test(link.name) ? 0.75 : 1;
  return darker(ruled, behind * (depth % 2 ? 1 : 0.86));
}

function depthOf(body: Body, link: Link): number {
  const parent = body.links.find(({ name }) => name === link.parent);
  return parent ? depthOf(body, parent) + 1 : 0;
}

const darker = ([red, green, blue]: Colour, share: number): Colour => [red * share, green * share, blue * share];

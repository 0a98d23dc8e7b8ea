import type { Body, Impedance, Link, Shape, Surface } from "./body.ts";

/** Two shapes that may touch, and what they touch with. */
export interface Pair {
  readonly shapes: readonly [string, string];
  readonly friction: Surface["friction"];
  readonly dimensions: Surface["dimensions"];
  readonly margin: number;
  readonly impedance: Impedance | undefined;
}

/** A shape, and the rigid part of the body that it belongs to; the world where there is none. */
interface Placed extends Surface {
  readonly name: string;
  readonly part: Link | undefined;
}

/** Among more pairs than this it is quicker to look for those that are near each other. */
const most = 256;

/** What a shape is called where it has no name of its own. */
export const shapeName = (holder: string, index: number, { name }: Shape): string => name ?? `${holder}/${index}`;
export const groundName = "ground";

/**
 * All that may touch, where that is little enough to be listed: then nobody needs to look for it in every step.
 * Neighbours at a joint do not touch. Undefined where there is too much, or surfaces give unequally.
 */
export function pairsOf(body: Body): readonly Pair[] | undefined {
  const links = new Map(body.links.map((link) => [link.name, link]));
  const parentOf = ({ parent }: Link): Link | undefined => (parent === undefined ? undefined : links.get(parent));
  /** Links without a joint are one with their parent. */
  const partOf = (link: Link | undefined): Link | undefined =>
    link && link.joints.length === 0 ? partOf(parentOf(link)) : link;
  const placed = (holder: string, shapes: readonly Shape[], part: Link | undefined): Placed[] =>
    shapes.map((shape, i) => ({ ...body.surface, ...shape, name: shapeName(holder, i, shape), part }));
  const all = [
    ...placed(groundName, body.ground, undefined),
    ...body.links.flatMap((link) => placed(link.name, link.shapes, partOf(link))),
  ];
  const areNeighbours = (one: Link | undefined, other: Link | undefined) =>
    one !== undefined && other !== undefined && (partOf(parentOf(one)) === other || partOf(parentOf(other)) === one);
  const touching = all.flatMap((one, i) =>
    all.slice(i + 1).flatMap((other): [Placed, Placed][] => {
      const mayTouch = ((one.is & other.looksFor) | (other.is & one.looksFor)) !== 0;
      return mayTouch && one.part !== other.part && !areNeighbours(one.part, other.part) ? [[one, other]] : [];
    }),
  );
  const isEven = touching.every(([{ impedance: a }, { impedance: b }]) => String(a) === String(b));
  return touching.length <= most && isEven ? touching.map(pairOf) : undefined;
}

/** As MuJoCo combines two surfaces of equal priority: the larger friction, margins together. */
const pairOf = ([one, other]: readonly [Placed, Placed]): Pair => ({
  shapes: [one.name, other.name],
  friction: one.friction.map((value, i) => Math.max(value, other.friction[i])) as unknown as Surface["friction"],
  dimensions: Math.max(one.dimensions, other.dimensions) as Surface["dimensions"],
  margin: (one.margin ?? 0) + (other.margin ?? 0),
  impedance: one.impedance,
});

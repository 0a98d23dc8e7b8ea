import type { Body, Impedance, Link, Shape, Surface } from "./body.ts";

/** Two shapes that may touch, and the surface of their contact. */
export interface Pair {
  readonly shapes: readonly [string, string];
  readonly friction: Surface["friction"];
  readonly dimensions: Surface["dimensions"];
  readonly margin: number;
  readonly impedance: Impedance | undefined;
}

/** A shape and the rigid part that it belongs to, or the world. */
interface Placed extends Surface {
  readonly name: string;
  readonly part: Link | undefined;
}

/** With more pairs than this, a search for shapes that are near each other is faster. */
const most = 256;

/** The name of a shape that has none of its own. */
export const shapeName = (holder: string, index: number, { name }: Shape): string => name ?? `${holder}/${index}`;
export const groundName = "ground";

/**
 * All pairs that may touch, if there are few enough: then the engine need not search for them in every step. Neighbours
 * at a joint do not touch. Undefined if there are too many pairs, or if surfaces differ in impedance.
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

/** Combines two surfaces of equal priority as MuJoCo does: the larger friction, the sum of margins. */
const pairOf = ([one, other]: readonly [Placed, Placed]): Pair => ({
  shapes: [one.name, other.name],
  friction: one.friction.map((value, i) => Math.max(value, other.friction[i])) as unknown as Surface["friction"],
  dimensions: Math.max(one.dimensions, other.dimensions) as Surface["dimensions"],
  margin: (one.margin ?? 0) + (other.margin ?? 0),
  impedance: one.impedance,
});

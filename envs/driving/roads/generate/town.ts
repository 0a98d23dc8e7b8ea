import { fail, generator, groupBy, listing, type Rng } from "../../../../src/core/index.ts";
import { type Lane, type RoadMap, roadFormat } from "../map.ts";
import { type Block, idsOf, lanesOf, type Site, type Socket, socketAt, straightRoad } from "./block.ts";
import { bottleneck } from "./bottleneck.ts";
import { fourWay, threeWay } from "./crossroads.ts";
import { parking } from "./parking.ts";
import { fork, merge } from "./ramps.ts";
import { bend, straight } from "./roads.ts";
import { roundabout } from "./roundabout.ts";
import { sketch } from "./sketch.ts";
import { footprintOf, Space } from "./space.ts";

const kinds = { straight, bend, threeWay, fourWay, roundabout, merge, fork, bottleneck, parking } as const;

export type BlockKind = keyof typeof kinds;
export const blockKinds = Object.keys(kinds) as readonly BlockKind[];

/** How often each kind of block is tried, compared with the others; 0 for never. */
export type BlockWeights = { readonly [kind in BlockKind]: number };

export const defaultWeights: BlockWeights = {
  straight: 1,
  bend: 2,
  threeWay: 2,
  fourWay: 2,
  roundabout: 1,
  merge: 0.5,
  fork: 0.5,
  bottleneck: 0.5,
  parking: 0.5,
};

export interface TownOptions {
  /** How many blocks, besides the road that the town begins with. */
  readonly blocks: number;
  readonly weights: BlockWeights;
  /** Most lanes each way of the first road. */
  readonly mostLanes: number;
}

export const defaultTown: TownOptions = { blocks: 8, weights: defaultWeights, mostLanes: 2 };

export const mostBlocks = 200;
const towns = 20; // that are tried
const triesForEach = 12; // at each end of a road
const limits = [8.33, 13.89, 13.89, 16.67]; // [m/s]

/**
 * The town of a seed: blocks are added at the ends of roads where there is room. Roads that end lead off the map.
 * @throws `map/unsolved` if no town has as many blocks, with a sketch of the last one; `params/invalid`
 */
export function generateTown(seed: number, options: Partial<TownOptions> = {}): RoadMap {
  const settled = { ...defaultTown, ...options };
  checkOptions(settled);
  let last: Town | undefined;
  for (let attempt = 0; attempt < towns; attempt++) {
    last = grow(generator(seed, "town", attempt), settled);
    if (last.blocks.length > settled.blocks) return mapOf(`town ${seed}`, last);
  }
  return fail("map/unsolved", {
    given: `seed ${seed} with ${settled.blocks} blocks, of which ${last!.blocks.length - 1} found room:\n${sketch(mapOf("town", last!))}\n`,
    expected: "blocks that fit",
    fix: "Ask for fewer blocks, or for more kinds of them.",
  });
}

function checkOptions({ blocks, weights, mostLanes }: TownOptions): void {
  const wrong = (given: string, expected: string) => fail("params/invalid", { given, expected });
  if (!Number.isInteger(blocks) || blocks < 1 || blocks > mostBlocks)
    wrong(`${blocks} blocks`, `a whole number from 1 to ${mostBlocks}`);
  if (!Number.isInteger(mostLanes) || mostLanes < 1 || mostLanes > 3) wrong(`${mostLanes} lanes`, "1, 2 or 3");
  for (const [kind, weight] of Object.entries(weights)) {
    if (!Object.hasOwn(kinds, kind)) wrong(`a weight for ${JSON.stringify(kind)}`, listing(blockKinds));
    if (!(weight >= 0 && weight < 1e6)) wrong(`weight ${weight} for ${kind}`, "a number of at least 0");
  }
  if (!blockKinds.some((kind) => kind !== "bottleneck" && weights[kind] > 0))
    wrong("weights of 0", "at least one kind of block that needs no second lane");
}

interface Town {
  readonly blocks: Block[];
  /** Ends of roads. */
  readonly open: Socket[];
}

function grow(rng: Rng, { blocks: wanted, weights, mostLanes }: TownOptions): Town {
  const space = new Space();
  const lanes = 1 + rng.integer(mostLanes);
  const limit = limits[rng.integer(limits.length)];
  const first = straightRoad("0", { x: 0, y: 0, heading: 0 }, 40, lanes, limit);
  const back: Socket = { pose: { x: 0, y: 0, heading: Math.PI }, out: idsOf(first.in), in: idsOf(first.out), limit };
  const start: Block = { lanes: lanesOf(first), links: [], sockets: [socketAt(first, limit), back] };
  space.add(footprintOf(start));
  const blocks = [start];
  const open = [...start.sockets];
  const shut: Socket[] = [];
  while (blocks.length <= wanted && open.length > 0) {
    const [socket] = open.splice(rng.integer(open.length), 1);
    const block = fitting(`${blocks.length}`, socket, rng, weights, space);
    if (!block) shut.push(socket);
    else {
      blocks.push(block);
      open.push(...block.sockets);
    }
  }
  return { blocks, open: [...open, ...shut] };
}

/** A block that goes on from a socket and has room, which it takes up. */
function fitting(name: string, socket: Socket, rng: Rng, weights: BlockWeights, space: Space): Block | undefined {
  for (let i = 0; i < triesForEach; i++) {
    const kind = drawKind(rng, weights, socket.out.length > 1);
    const site: Site = { name: `${name}-${kind}`, socket, rng };
    const block = kinds[kind](site);
    const footprint = footprintOf(block);
    if (!space.isFree(footprint, socket.pose)) continue;
    space.add(footprint);
    return block;
  }
  return undefined;
}

function drawKind(rng: Rng, weights: BlockWeights, hasLanes: boolean): BlockKind {
  const possible = blockKinds.filter((kind) => (hasLanes || kind !== "bottleneck") && weights[kind] > 0);
  let left = rng.uniform() * possible.reduce((sum, kind) => sum + weights[kind], 0);
  for (const kind of possible) {
    left -= weights[kind];
    if (left < 0) return kind;
  }
  return possible[possible.length - 1];
}

function mapOf(name: string, { blocks, open }: Town): RoadMap {
  const next = groupBy(
    blocks.flatMap(({ links }) => links),
    ([from]) => from,
  );
  const ends = new Set(open.flatMap(({ out }) => out));
  const finished = (lane: Lane): Lane => ({
    ...lane,
    next: (next.get(lane.id) ?? []).map(([, to]) => to),
    ...(ends.has(lane.id) && { ends: true }),
  });
  const all = <T>(of: (block: Block) => readonly T[] | undefined) => blocks.flatMap((block) => of(block) ?? []);
  return {
    format: roadFormat,
    name,
    lanes: all(({ lanes }) => lanes).map(finished),
    junctions: all(({ junctions }) => junctions),
    lights: all(({ lights }) => lights),
    stopLines: all(({ stopLines }) => stopLines),
    crossings: all(({ crossings }) => crossings),
    parking: all(({ parking }) => parking),
  };
}

import { bridge } from "../approximate.ts";
import { findConflicts } from "../conflicts.ts";
import { curve } from "../curve.ts";
import type { Junction, Lane } from "../map.ts";
import { type Block, idsOf, joined, lane, lanesOf, type Road, type Site, socketAt, straightRoad } from "./block.ts";

const taper = 30; // [m]

/** A road that loses its outermost lanes for a while. Whoever is on them joins the next ones and gives way. */
export function bottleneck({ name, socket, rng }: Site): Block {
  const { pose, out, limit } = socket;
  const count = out.length;
  const wide = straightRoad(`${name}/before`, pose, 30, count, limit);
  const closing = straightRoad(`${name}/closing`, wide.end, taper, count - 1, limit);
  const narrow = straightRoad(`${name}/narrow`, closing.end, 20 + rng.integer(3) * 20, count - 1, limit);
  const opening = straightRoad(`${name}/opening`, narrow.end, taper, count - 1, limit);
  const last = straightRoad(`${name}/after`, opening.end, 30, count, limit);
  const sides = [
    side(`${name}/out-closing`, wide.out, closing.out, narrow.out, "bottleneck"),
    side(`${name}/out-opening`, narrow.out, opening.out, last.out, "fork"),
    side(`${name}/in-closing`, last.in, opening.in, narrow.in, "bottleneck"),
    side(`${name}/in-opening`, narrow.in, closing.in, wide.in, "fork"),
  ];
  return {
    lanes: [...lanesOf(wide, closing, narrow, opening, last), ...sides.map(({ extra }) => extra)],
    links: [...joined(socket, wide), ...sides.flatMap(({ links }) => links)],
    junctions: sides.map(({ junction }) => junction),
    sockets: [socketAt(last, limit)],
  };
}

/** One way through a taper: lanes in the middle go straight on, and the outermost joins or leaves the one beside it. */
function side(id: string, before: Road["out"], through: Road["out"], after: Road["out"], kind: "bottleneck" | "fork") {
  const inner = through.length - 1;
  const from = before.at(-1)!;
  const start = curve(from.start, from.pieces).end;
  const to = after.at(-1)!;
  const extra: Lane = lane(id, { start, pieces: [bridge(start, to.start)] }, from.limit);
  const links: [string, string][] = [
    ...through.flatMap(({ id }, i): [string, string][] => [
      [before[i].id, id],
      [id, after[i].id],
    ]),
    [from.id, extra.id],
    [extra.id, to.id],
  ];
  const junction: Junction = {
    id: `${id}-junction`,
    kind,
    lanes: [...idsOf(through), extra.id],
    conflicts: findConflicts([through[inner], extra], (lane) => (lane === extra ? 0 : 1)),
  };
  return { extra, links, junction };
}

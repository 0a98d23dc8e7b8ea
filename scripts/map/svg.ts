import { compileRoads, type LaneType, type RoadMap, type Roads, sampleSize } from "../../envs/driving/roads/index.ts";

const around = 10; // [m] of margin
const colours = {
  ground: "#dfe6d8",
  junction: "#8d9097",
  line: "#f6f6f2",
  edge: "#5b5e66",
  divider: "#f2c14e",
  stop: "#ffffff",
  bay: "#b9bec7",
  arrow: "#c3c7ce",
  trace: "#e8590c",
  ego: "#1c7ed6",
} as const;
const ofType: { readonly [type in LaneType]: string } = {
  driving: "#7b7f87",
  ramp: "#868a80",
  aisle: "#91949a",
  shoulder: "#a5a89f",
  bicycle: "#a4665e",
  sidewalk: "#c2bcae",
  other: "#b7b9b3",
};
const ofStop = { light: "#d7263d", stop: "#ffffff", yield: "#9fd8ff" } as const;

/** A map seen from above, north up, as SVG: one metre is one unit. */
export function mapSvg(map: RoadMap): string {
  const roads = compileRoads(map);
  const [left, bottom, right, top] = boundsOf(roads, map);
  const [width, height] = [right - left, top - bottom];
  const scale = Math.max(1, Math.min(8, 1600 / Math.max(width, height)));
  const shapes = [
    `<rect x="${n(left)}" y="${n(-top)}" width="${n(width)}" height="${n(height)}" fill="${colours.ground}"/>`,
    ...map.parking.flatMap(({ bays }) => bays).map(bay),
    ...map.lanes.map((lane, i) => ribbon(roads, i, roads.lanes.junction[i] < 0 ? ofType[lane.type] : colours.junction)),
    ...map.lanes.flatMap((_, i) => marks(roads, i)),
    ...map.crossings.map(zebra),
    ...map.lanes.flatMap((_, i) => arrow(roads, i)),
    ...map.stopLines.map((stop) => stopMark(roads, roads.lanes.indexOf.get(stop.lane)!, stop.at, ofStop[stop.kind])),
    ...(map.traces ?? []).map(way),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${n(left)} ${n(-top)} ${n(width)} ${n(height)}" width="${Math.ceil(width * scale)}" height="${Math.ceil(height * scale)}">`,
    `<title>${escaped(map.name)}</title>`,
    ...shapes,
    "</svg>\n",
  ].join("\n");
}

const n = (value: number) => String(Math.round(value * 100) / 100);
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function boundsOf({ lanes: { points } }: Roads, { parking, traces = [] }: RoadMap): readonly number[] {
  const bays = parking.flatMap((lot) => lot.bays);
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number) => {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  };
  for (let at = 0; at < points.length; at += sampleSize) include(points[at], points[at + 1]);
  for (const { x, y } of bays) include(x, y);
  for (const { poses } of traces) for (const [x, y] of poses) include(x, y);
  return [left - around, bottom - around, right + around, top + around];
}

/** Points of a lane, `share` of half its width to the left of its middle. */
function edge({ lanes }: Roads, lane: number, share: number): string[] {
  return Array.from({ length: lanes.parts[lane] + 1 }, (_, i) => {
    const [x, y, cos, sin, , , half] = lanes.points.subarray(sampleSize * (lanes.firstPoint[lane] + i));
    return `${n(x - share * half * sin)},${n(-(y + share * half * cos))}`;
  });
}

const ribbon = (roads: Roads, lane: number, colour: string) =>
  `<polygon points="${[...edge(roads, lane, 1), ...edge(roads, lane, -1).reverse()].join(" ")}" fill="${colour}"/>`;

const stroke = (points: readonly string[], colour: string, width: number, dashes = "") =>
  `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="${width}"${dashes && ` stroke-dasharray="${dashes}"`}/>`;

/** Lines beside a lane outside junctions. */
function marks(roads: Roads, lane: number): string[] {
  const { left, right, opposite, junction } = roads.lanes;
  if (junction[lane] >= 0) return [];
  const leftMark = opposite[lane] >= 0 ? colours.divider : left[lane] >= 0 ? undefined : colours.edge;
  return [
    ...(leftMark ? [stroke(edge(roads, lane, 1), leftMark, 0.2)] : []),
    right[lane] >= 0
      ? stroke(edge(roads, lane, -1), colours.line, 0.15, "3 4")
      : stroke(edge(roads, lane, -1), colours.edge, 0.2),
  ];
}

/** The way of a lane that is long enough to have one. */
function arrow({ lanes }: Roads, lane: number): string[] {
  if (lanes.length[lane] < 12) return [];
  const middle = lanes.firstPoint[lane] + (lanes.parts[lane] >> 1);
  const [x, y, cos, sin] = lanes.points.subarray(sampleSize * middle);
  const at = (ahead: number, left: number) =>
    `${n(x + cos * ahead - sin * left)},${n(-(y + sin * ahead + cos * left))}`;
  return [`<polygon points="${at(1.5, 0)} ${at(-1, 0.6)} ${at(-1, -0.6)}" fill="${colours.arrow}"/>`];
}

function stopMark({ lanes }: Roads, lane: number, at: number, colour: string): string {
  const point = lanes.firstPoint[lane] + Math.round(at / lanes.spacing[lane]);
  const [x, y, cos, sin, , , half] = lanes.points.subarray(sampleSize * point);
  const end = (left: number) => `${n(x - sin * left)},${n(-(y + cos * left))}`;
  return stroke([end(half * 0.9), end(-half * 0.9)], colour, 0.6);
}

const zebra = ({ from, to, width }: RoadMap["crossings"][number]) =>
  stroke([`${n(from[0])},${n(-from[1])}`, `${n(to[0])},${n(-to[1])}`], colours.line, width, "0.5 0.5");

/** The way of a recorded car. */
const way = ({ poses, ego }: NonNullable<RoadMap["traces"]>[number]) =>
  stroke(
    poses.map(([x, y]) => `${n(x)},${n(-y)}`),
    ego ? colours.ego : colours.trace,
    0.4,
  );

function bay({ x, y, heading, length, width }: RoadMap["parking"][number]["bays"][number]): string {
  const turn = (-heading * 180) / Math.PI;
  return `<rect x="${n(-length / 2)}" y="${n(-width / 2)}" width="${n(length)}" height="${n(width)}" transform="translate(${n(x)} ${n(-y)}) rotate(${n(turn)})" fill="${colours.bay}" stroke="${colours.line}" stroke-width="0.15"/>`;
}

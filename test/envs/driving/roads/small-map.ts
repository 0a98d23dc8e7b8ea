import { type Lane, type RoadMap, roadFormat } from "../../../../envs/driving/roads/index.ts";

/** A lane of 100 m to the east, one on its left, and a quarter of a circle to the left after it. */
export const lanes = [
  lane("a", { x: 0, y: 0, heading: 0 }, { left: "b", next: ["c"] }),
  lane("b", { x: 0, y: 3.5, heading: 0 }, { right: "a", ends: true }),
  {
    ...lane("c", { x: 100, y: 0, heading: 0 }, { ends: true }),
    pieces: [{ kind: "arc", length: 10 * Math.PI, curvature: 0.05 }],
  },
] as const satisfies readonly Lane[];

function lane(id: string, start: Lane["start"], other: Partial<Lane>): Lane {
  return {
    id,
    type: "driving",
    start,
    pieces: [{ kind: "line", length: 100 }],
    width: 3.5,
    limit: 10,
    next: [],
    ...other,
  };
}

export const smallMap: RoadMap = {
  format: roadFormat,
  name: "small",
  lanes,
  junctions: [],
  lights: [
    {
      id: "light",
      offset: 4,
      phases: [
        { colour: "green", seconds: 10 },
        { colour: "yellow", seconds: 3 },
        { colour: "red", seconds: 7 },
      ],
    },
  ],
  stopLines: [
    { id: "far", lane: "a", at: 90, kind: "light", light: "light" },
    { id: "near", lane: "a", at: 30, kind: "stop" },
  ],
  crossings: [{ id: "zebra", from: [50, -3], to: [50, 7], width: 4, lanes: [{ lane: "a", span: [48, 52] }] }],
  parking: [],
};

/** The small map with one lane changed. */
export const withLane = (id: string, change: Partial<Lane> | object): unknown => ({
  ...smallMap,
  lanes: lanes.map((lane) => (lane.id === id ? { ...lane, ...change } : lane)),
});

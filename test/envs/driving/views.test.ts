import { describe, expect, test } from "vitest";
import { bodySize, placeBody } from "../../../envs/driving/town/boxes.ts";
import { lidar, lidarRange } from "../../../envs/driving/town/lidar.ts";
import { listNear, nearOf } from "../../../envs/driving/town/near.ts";
import { layers } from "../../../envs/driving/town/raster.ts";
import { route } from "../../../envs/driving/town/route.ts";
import { envs } from "../../../envs/index.ts";
import { checkEnv } from "../../../src/check/index.ts";
import { openVector } from "../../../src/vector/index.ts";

/** Bodies of 4 x 2 m. */
function bodiesAt(...places: readonly (readonly [x: number, y: number, heading: number])[]): Float64Array {
  const bodies = new Float64Array(bodySize * places.length);
  for (const [i, [x, y, heading]] of places.entries()) {
    placeBody(bodies, bodySize * i, x, y, Math.cos(heading), Math.sin(heading), 0);
    bodies[bodySize * i + 6] = 2;
    bodies[bodySize * i + 7] = 1;
  }
  return bodies;
}

function swept(own: Float64Array, bodies: Float64Array, rays: number): Float32Array {
  const near = nearOf(bodies);
  listNear(near, bodies, own[0], own[1]);
  const out = new Float32Array(rays);
  const { clear, sweep } = lidar(rays);
  clear(out);
  sweep(own, bodies, near, out);
  return out;
}

describe("a lidar", () => {
  test("measures to the near side of what is there, in the car's own frame", () => {
    const own = bodiesAt([10, 5, Math.PI / 2]); // looks up
    const seen = swept(own, bodiesAt([10, 15, 0], [4, 5, 0], [10, -60, 0]), 4);
    // 10 m ahead lies one across, 1 m thick on this side; 6 m to the left one lengthwise, 2 m; behind too far; right nothing
    expect([...seen].map((depth) => Math.round(1e4 * depth) / 1e4)).toEqual([9, 4, lidarRange, lidarRange]);
  });

  test("finds what every ray by itself would find", () => {
    const own = bodiesAt([3, -2, 0.7]);
    const bodies = bodiesAt([9, 4, 1], [-5, 8, 2.5], [3, -9, 0], [20, -30, -1], [4.5, -1, 0.3]); // the last is around the car
    const rays = 90;
    const seen = swept(own, bodies, rays);
    for (let ray = 0; ray < rays; ray++) {
      const angle = 0.7 + (2 * Math.PI * ray) / rays;
      // walks along the ray until it is in a body
      let depth = 0;
      const isIn = () =>
        [0, 1, 2, 3, 4].some((i) => {
          const at = bodySize * i;
          const [dx, dy] = [3 + depth * Math.cos(angle) - bodies[at], -2 + depth * Math.sin(angle) - bodies[at + 1]];
          const [cos, sin] = [bodies[at + 2], bodies[at + 3]];
          return Math.abs(cos * dx + sin * dy) <= 2 && Math.abs(cos * dy - sin * dx) <= 1;
        });
      while (depth < lidarRange && !isIn()) depth += 0.01;
      expect(Math.abs(seen[ray] - Math.min(depth, lidarRange)), `ray ${ray}`).toBeLessThan(0.03);
    }
  });
});

test("from above a car sees its road, its route ahead, and the others where they are", async () => {
  const side = 128;
  const params = { towns: 1, raster: side, lidar: 8, hazards: "none" };
  const vector = await openVector({ envs, env: { id: "driving/route-v1", params }, worlds: 1 });
  await vector.reset(3);
  const views = vector.observations as unknown as {
    readonly policy: Float32Array;
    readonly raster: Uint8Array;
    readonly lidar: Float32Array;
  };
  const { policy } = views;
  const pixel = (layer: (typeof layers)[number], ahead: number, left: number) => {
    const row = Math.floor(0.75 * side - 2 * ahead);
    return views.raster[(layers.indexOf(layer) * side + row) * side + Math.floor(side / 2 - 2 * left)];
  };
  let met = 0;
  for (let step = 0; step < 200; step++) {
    await vector.step();
    expect(pixel("road", 0, 0)).toBe(255);
    expect(pixel("route", 3, 0)).toBe(255);
    expect(views.lidar.every((depth) => depth >= 0 && depth <= lidarRange)).toBe(true);
    for (let i = 0; i < 8; i++) {
      const at = 48 + 7 * i;
      const [ahead, left] = [policy[at], policy[at + 1]];
      if (policy[at + 6] === 0 || Math.abs(left) > 30 || ahead > 45 || ahead < -14) continue;
      met++;
      expect(pixel("vehicles", ahead, left) | pixel("things that stand", ahead, left)).toBe(255);
    }
  }
  expect(met).toBeGreaterThan(50);
  await vector.close();
});

test("with further views the drive keeps its contract", async () => {
  const params = { towns: 2, vehicles: 6, lidar: 24, raster: 32 };
  const findings = await checkEnv(route as never, { params, memory: false, steps: 60 });
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
});

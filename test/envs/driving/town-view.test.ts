import { expect, test } from "vitest";
import { envs } from "../../../envs/index.ts";
import { type Part, poseSize, sceneRows } from "../../../src/core/index.ts";
import { newRays } from "../../../src/render/rays.ts";
import { solidOf } from "../../../src/render/solids/index.ts";
import { openVector } from "../../../src/vector/index.ts";

const fromAbove = 50; // [m]

/** Returns a function that says how high a form is at a place [m], or minus infinity beside it. */
function heightOf({ form }: Part): (x: number, y: number) => number {
  const solid = solidOf(form);
  const rays = newRays(1);
  return (x, y) => {
    rays.set([x, y, fromAbove, 0, 0, -1]);
    solid.hit(rays, 1);
    return fromAbove - rays[6];
  };
}

test.each(["driving/route-v1", "driving/hazards-v1"] as const)(
  "cars of %s are seen on the roads of their town",
  async (id) => {
    const vector = await openVector({ envs, env: { id, params: { towns: 3, vehicles: 12 } }, worlds: 4 });
    await vector.reset(5);
    const scene = await vector.scene(0);
    const poses = new Float64Array(poseSize * sceneRows(scene));
    const roads = scene.parts.filter(({ form }) => form.kind === "ribbon" && form.width > 3 && form.lines.length > 20);
    expect(roads).toHaveLength(3);
    const used = new Set<number>();
    for (let world = 0; world < 4; world++) {
      await vector.poses(world, poses);
      const shown = roads.filter(({ row }) => poses[poseSize * row! + 2] === 0);
      expect(shown).toHaveLength(1);
      used.add(shown[0].row!);
      const heightAt = heightOf(shown[0]);
      let cars = 0;
      for (let row = 1; row < 2 + 12; row++) {
        const [x, y, z] = poses.subarray(poseSize * row);
        if (z < 0) continue;
        cars++;
        expect(heightAt(x, y)).toBe(0);
      }
      expect(cars).toBeGreaterThan(3);
    }
    expect(used.size).toBeGreaterThan(1);
    await vector.close();
  },
);

test("roads on hills lie on the ground that is shown, and the car stands on it", async () => {
  const vector = await openVector({ envs, env: { id: "driving/hills-v1", params: { towns: 1 } }, worlds: 1 });
  await vector.reset(5);
  const scene = await vector.scene(0);
  const poses = new Float64Array(poseSize * sceneRows(scene));
  const fields = scene.parts.filter(({ form }) => form.kind === "heights");
  const heightAt = heightOf(fields[0]); // all four are the same
  const groundBelow = (x: number, y: number): number => {
    for (const { row } of fields) {
      const [atX, atY] = poses.subarray(poseSize * row!);
      const height = heightAt(x - atX, y - atY);
      if (Number.isFinite(height)) return height;
    }
    return Number.NaN;
  };
  const heights: number[] = [];
  for (let step = 0; step < 60; step++) {
    (vector.actions as Float32Array).set([0.7, 0]);
    await vector.step();
    await vector.poses(0, poses);
    const [x, y, z] = poses.subarray(poseSize);
    heights.push(groundBelow(x, y));
    expect(z - groundBelow(x, y)).toBeGreaterThan(0.6);
    expect(z - groundBelow(x, y)).toBeLessThan(1);
  }
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(0.2);
  expect([...poses.subarray(0, poseSize)]).toEqual([0, 0, 0, 1, 0, 0, 0]);
  await vector.close();
});

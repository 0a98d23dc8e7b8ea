import {
  generator,
  type Part,
  poseSize,
  type SceneDescription,
  sample,
  sceneRows,
  write,
} from "../../../src/core/index.ts";
import { rayCaster } from "../../../src/render/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { registries } from "../../registries.ts";
import type { Timed, TimedScene } from "./ray-caster.ts";

// Prints the processor time of a picture by size. Arguments: an env's id or `crowd`, how edges are, batches, sizes as JSON.
const [id, edges, ...numbers] = process.argv.slice(2);
const [batches, sizes] = numbers.map((text) => JSON.parse(text)) as [number, number[]];
const inBatch = 10; // pictures
const warmBatches = 10; // until V8 has compiled the loops
const shots = 40;

interface Filmed {
  readonly scene: SceneDescription;
  /** `[rows, 7]` each. */
  readonly poses: readonly Float64Array[];
}

/** An episode of random actions. */
async function filmed(id: string): Promise<Filmed> {
  const vector = await openVector({ envs: registries.envs, env: { id }, worlds: 1 });
  await vector.reset(1);
  const rng = generator(1, "actions");
  const scene = await vector.scene(0);
  const poses: Float64Array[] = [];
  for (let step = 0; step < shots; step++) {
    const out = new Float64Array(sceneRows(scene) * poseSize);
    await vector.poses(0, out);
    poses.push(out);
    write(vector.env.action, vector.actions, sample(vector.env.action, rng), 0);
    await vector.step();
  }
  await vector.close();
  return { scene, poses };
}

/** Twelve capsules, ten boxes and eight balls that drift over a floor. */
function crowd(): Filmed {
  const rng = generator("crowd");
  const forms = [
    ...Array.from({ length: 12 }, () => ({ kind: "capsule", radius: 0.08, halfLength: 0.25 }) as const),
    ...Array.from({ length: 10 }, () => ({ kind: "box", half: [0.12, 0.15, 0.2] }) as const),
    ...Array.from({ length: 8 }, () => ({ kind: "sphere", radius: 0.2 }) as const),
  ];
  const parts = forms.map(
    (form, i): Part => ({ form, colour: [rng.uniform(), rng.uniform(), rng.uniform()], row: i + 1 }),
  );
  const places = forms.map(() => [rng.uniform(-1.5, 1.5), rng.uniform(-1.5, 1.5), rng.uniform(0.3, 1.5)]);
  const half = forms.map(() => rng.uniform(0, Math.PI));
  return {
    scene: {
      parts: [{ form: { kind: "plane" }, colour: [0.8, 0.8, 0.8], checker: { colour: [1, 1, 1], size: 1 } }, ...parts],
      light: { towards: [-1, -1, 2], sun: 0.7, ambient: 0.4 },
      sky: { horizon: [0.9, 0.9, 1], zenith: [0.4, 0.6, 0.9], haze: 30 },
      cameras: { side: { eye: [0, -5, 2.5], target: [0, 0, 0.6], view: 0.8 } },
    },
    poses: Array.from({ length: shots }, (_, shot) =>
      Float64Array.from([
        ...[0, 0, 0, 1, 0, 0, 0],
        ...places.flatMap(([x, y, z], i) => {
          const angle = half[i] + shot / 50;
          return [x + shot / 100, y, z, Math.cos(angle), 0.6 * Math.sin(angle), 0, 0.8 * Math.sin(angle)];
        }),
      ]),
    ),
  };
}

function time({ scene, poses }: Filmed): Timed[] {
  const rows = sceneRows(scene);
  const split = poses.map((pose) => ({
    places: Float64Array.from({ length: 3 * rows }, (_, i) => pose[Math.floor(i / 3) * poseSize + (i % 3)]),
    turns: Float64Array.from({ length: 4 * rows }, (_, i) => pose[Math.floor(i / 4) * poseSize + 3 + (i % 4)]),
  }));
  const paint = rayCaster(scene);
  const [camera] = Object.keys(scene.cameras);
  const isJagged = edges === "jagged";
  const frames = sizes.map((size) => {
    const pixels = new Uint8Array(3 * size * size);
    return { width: size, height: size, camera, pixels, isJagged };
  });
  const taken = sizes.map((): number[] => []);
  for (let batch = -warmBatches; batch < batches; batch++)
    for (const [i, frame] of frames.entries()) {
      const before = process.cpuUsage();
      for (let k = 0; k < inBatch; k++) {
        const { places, turns } = split[(Math.abs(batch) * inBatch + k) % split.length];
        paint(frame, places, turns);
      }
      const { user, system } = process.cpuUsage(before);
      if (batch >= 0) taken[i].push((user + system) / 1000 / inBatch);
    }
  return taken.map((times, i) => {
    times.sort((one, other) => one - other);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
    return { size: sizes[i], low: at(0.1), median: at(0.5) };
  });
}

const film = id === "crowd" ? crowd() : await filmed(id);
console.log(JSON.stringify({ parts: film.scene.parts.length, timed: time(film) } satisfies TimedScene));

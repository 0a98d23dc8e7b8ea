import { availableParallelism } from "node:os";
import { fail, listing, poseSize, type SceneDescription, sceneRows } from "../../src/core/index.ts";
import { posesAt, type RecordedPoses } from "../../src/record/index.ts";
import { startWorker } from "../../src/rpc/index.ts";
import { posePainter } from "./paint-poses.ts";
import type { PictureAsked, Pixels } from "./picture.ts";

/** What a worker thread does. */
export interface PaintThread {
  open(scene: SceneDescription, asked: PictureAsked & { readonly camera: string }): void;
  paint(poses: Float64Array): Pixels;
}

const fewPixels = 5_000_000; // which take less time than starting threads
const mostThreads = 8;
const ahead = 4; // pictures that each thread is asked for before they are wanted

/**
 * Paints an episode by its poses, in worker threads where that is quicker. Needs no env.
 * @param steps the states to show, by the number of steps before them
 * @throws `env/unsupported` for a camera that the scene has not
 */
export async function* recordedPictures(
  poses: RecordedPoses,
  steps: readonly number[],
  asked: PictureAsked,
): AsyncGenerator<Pixels> {
  const { scene } = poses;
  const settled = { ...asked, camera: cameraOf(scene, asked.camera) };
  const posed = (step: number) => {
    const out = new Float64Array(sceneRows(scene) * poseSize);
    posesAt(poses, step, out);
    return out;
  };
  const pixels = steps.length * asked.width * asked.height * asked.supersample ** 2;
  if (pixels < fewPixels) {
    const paint = posePainter(scene, settled);
    for (const step of steps) yield paint(posed(step));
    return;
  }
  const threads = Array.from({ length: Math.min(availableParallelism(), mostThreads, steps.length) }, () =>
    startWorker<PaintThread>({ module: "./paint-worker", beside: import.meta.url }),
  );
  try {
    await Promise.all(threads.map((thread) => thread.call("open", scene, settled)));
    const asking: Promise<Pixels>[] = [];
    for (let i = 0; i < steps.length; i++) {
      while (asking.length < steps.length && asking.length < i + ahead * threads.length) {
        const picture = threads[asking.length % threads.length].call("paint", posed(steps[asking.length]));
        picture.catch(() => undefined); // reported where it is awaited
        asking.push(picture as Promise<Pixels>);
      }
      const picture = await asking[i];
      delete asking[i];
      yield picture;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

function cameraOf({ cameras }: SceneDescription, asked: string | undefined): string {
  const names = Object.keys(cameras);
  if (asked !== undefined && !names.includes(asked))
    fail("env/unsupported", { given: `camera ${JSON.stringify(asked)}`, expected: listing(names) });
  return asked ?? names[0];
}

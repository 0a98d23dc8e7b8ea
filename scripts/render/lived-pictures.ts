import type { EpisodeRecord } from "../../src/record/index.ts";
import { replay } from "../../src/record/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { registries } from "../registries.ts";
import { type PictureAsked, type Pixels, shrunk } from "./picture.ts";

/**
 * Simulates an episode again and has its env draw it: for envs without a scene, and for files without poses.
 * @param steps the states to show, by the number of steps before them, rising
 * @throws `env/unsupported` for an env that draws nothing, and for a camera that it has not; what `replay` throws
 */
export async function livedPictures(
  record: EpisodeRecord,
  steps: readonly number[],
  asked: PictureAsked,
): Promise<Pixels[]> {
  const frames = {
    width: asked.width * asked.supersample,
    height: asked.height * asked.supersample,
    ...(asked.camera !== undefined && { camera: asked.camera }),
  };
  const vector = await openVector({ envs: registries.envs, env: record.env, worlds: 1, capture: { frames } });
  const shown = new Set(steps);
  const pictures: Pixels[] = [];
  const keep = (pixels: Uint8Array) => pictures.push(shrunk(pixels.slice(), asked));
  try {
    await replay(record, vector, {
      async begun() {
        const pixels = new Uint8Array(3 * frames.width * frames.height);
        await vector.draw(0, { ...frames, camera: asked.camera ?? "", pixels });
        if (shown.has(0)) keep(pixels);
      },
      after(step) {
        if (shown.has(step + 1)) keep(vector.frames);
      },
    });
    return pictures;
  } finally {
    await vector.close();
  }
}

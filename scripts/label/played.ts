import type { BoundEnv, Frame } from "../../src/core/index.ts";
import { CodedError } from "../../src/core/index.ts";
import type { Clip } from "../../src/labels/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { registries } from "../registries.ts";
import { repeat } from "./cut.ts";

/** What a clip looked like, before its first step and after each but one that ended the episode. */
export interface Played {
  /** Pictures, where the env draws them. */
  readonly frames: readonly Frame[];
  /** What the world says of itself, where it does. */
  readonly texts: readonly string[];
}

const picture = { width: 160, height: 120 };

/** Lives a clip again; undefined for a clip without the state that it began in, or an env that shows nothing. */
export async function playedClip({ env, state, actions, length }: Clip, bound: BoundEnv): Promise<Played | undefined> {
  if (!state) return undefined;
  const open = (capture = {}) => openVector({ envs: registries.envs, env, worlds: 1, capture });
  const vector = await open();
  try {
    const [frames, texts]: [Frame[], string[]] = [[], []];
    const look = async () => {
      if (bound.cameras.length > 0) {
        const pixels = new Uint8Array(picture.width * picture.height * 3);
        const frame = { ...picture, camera: bound.cameras[0], pixels };
        if (await isShown(() => vector.draw(0, frame))) frames.push(frame);
      }
      await isShown(async () => texts.push(await vector.text(0)));
    };
    await vector.load(0, state);
    await look();
    await repeat(actions, 0, length, vector, async () => {
      if (vector.ended === 0) await look(); // else the next episode has begun
    });
    return frames.length || texts.length ? { frames, texts } : undefined;
  } finally {
    await vector.close();
  }
}

async function isShown(show: () => Promise<unknown>): Promise<boolean> {
  try {
    await show();
    return true;
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === "env/unsupported") return false;
    throw thrown;
  }
}

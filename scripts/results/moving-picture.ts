import { fileURLToPath } from "node:url";
import { encode as encodePng } from "fast-png";
import { encode as encodeGif } from "modern-gif";
import { assert } from "../../src/core/index.ts";
import { readEpisode, replay, writeWhole } from "../../src/record/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { registries } from "../registries.ts";

/**
 * Turns a recorded episode into the README's moving picture, and a still of it for readers who turned motion off:
 *
 *     npx rewardgym train --env locomotion/half-cheetah-v1 --steps 300000 --out runs/cheetah
 *     npx rewardgym eval runs/cheetah --episodes 1 --seed 1 --record 1
 *     node scripts/results/moving-picture.ts runs/cheetah/episodes/*.episode
 */
const [width, height] = [720, 300]; // [pixels]
const [from, to] = [4, 7]; // shown part of the episode [s], in real time
const output = fileURLToPath(new URL("../../docs/half-cheetah", import.meta.url)); // plus .gif and .png

const [file] = process.argv.slice(2);
assert(file, "the first argument is the path of a recorded episode");
const record = await readEpisode(file);
const vector = await openVector({ envs: registries.envs, env: record.env, worlds: 1 });
const { stepSeconds, cameras } = vector.env;
const pictures: Uint8Array[] = []; // RGB
await replay(record, vector, {
  async after(step) {
    if (step * stepSeconds < from || step * stepSeconds >= to) return;
    const pixels = new Uint8Array(3 * width * height);
    await vector.draw(0, { width, height, camera: cameras[0], pixels });
    pictures.push(pixels);
  },
});
await vector.close();

const frames = pictures.map((pixels) => ({ data: opaque(pixels), delay: stepSeconds * 1000 }));
await writeWhole(`${output}.gif`, new Uint8Array(await encodeGif({ width, height, frames, maxColors: 160 })));
await writeWhole(`${output}.png`, encodePng({ width, height, data: pictures[0], channels: 3 }));

/** RGB as RGBA. */
function opaque(rgb: Uint8Array): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let i = 0; i < rgb.length / 3; i++) rgba.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  return rgba;
}

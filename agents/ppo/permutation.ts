import type { Rng } from "../../src/core/index.ts";
import type { Batching } from "./graphs.ts";

/**
 * The rows of every minibatch of every epoch, `[epochs * batchesPerEpoch, batch]`: each epoch is shuffled again, and rows that
 * do not fill a minibatch are left out. With memory, minibatches are made of sequences, their rows time-major.
 */
export function drawMinibatches(
  steps: number,
  worlds: number,
  epochs: number,
  { batch, length, batchesPerEpoch }: Batching,
  rng: Rng,
): Int32Array {
  const chunks = Math.floor(steps / length);
  const order = Int32Array.from({ length: chunks * worlds }, (_, unit) => unit);
  const sequences = batch / length;
  const rows = new Int32Array(epochs * batchesPerEpoch * batch);
  let at = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    rng.shuffle(order);
    for (let minibatch = 0; minibatch < batchesPerEpoch; minibatch++)
      for (let step = 0; step < length; step++)
        for (let i = 0; i < sequences; i++) {
          const unit = order[minibatch * sequences + i];
          rows[at++] = (Math.floor(unit / worlds) * length + step) * worlds + (unit % worlds);
        }
  }
  return rows;
}

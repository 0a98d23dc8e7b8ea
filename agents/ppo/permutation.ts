import type { Rng, Rollout } from "../../src/core/index.ts";
import type { Batching } from "./graphs.ts";

/**
 * The rows of every minibatch of every epoch, `[minibatches, batch]`. Each epoch shuffles again, and what does not fill a
 * minibatch sits out. With memory, minibatches are made of sequences, their rows time-major. Rows of absent seats are left
 * out, and sequences that hold no others; where too few are left for a minibatch, some come twice.
 * @param multiple the number of minibatches is one of this
 */
export function drawMinibatches(
  { steps, seats, present }: Pick<Rollout, "steps" | "seats" | "present">,
  epochs: number,
  { batch, length }: Batching,
  rng: Rng,
  multiple = 1,
): Int32Array {
  const rowOf = (unit: number, step: number) => (Math.floor(unit / seats) * length + step) * seats + (unit % seats);
  const isLived = (unit: number) => {
    for (let step = 0; step < length; step++) if (present[rowOf(unit, step)]) return true;
    return false;
  };
  const units = Int32Array.from({ length: Math.floor(steps / length) * seats }, (_, unit) => unit);
  const order = present.includes(0) ? units.filter(isLived) : units;
  const sequences = batch / length;
  const perEpoch = Math.max(1, Math.floor(order.length / sequences));
  const minibatches = Math.max(1, Math.floor((epochs * perEpoch) / multiple)) * multiple;
  const rows = new Int32Array(minibatches * batch);
  let at = 0;
  for (let minibatch = 0; minibatch < minibatches; minibatch++) {
    if (minibatch % perEpoch === 0) rng.shuffle(order);
    const first = (minibatch % perEpoch) * sequences;
    for (let step = 0; step < length; step++)
      for (let i = 0; i < sequences; i++) rows[at++] = rowOf(order[(first + i) % order.length], step);
  }
  return rows;
}

import { availableParallelism } from "node:os";

const bytesOfRun = 400e6; // memory of a training process, with a margin: small networks need less than half [B]
const usableShare = 0.9; // of free memory

/** The number of runs that this machine can do at once, by cores and free memory; at least one. */
export const runsAtOnce = (cores = availableParallelism(), freeBytes = process.availableMemory()): number =>
  Math.max(1, Math.min(cores, Math.floor((freeBytes * usableShare) / bytesOfRun)));

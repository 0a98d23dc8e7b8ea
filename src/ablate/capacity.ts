import { availableParallelism } from "node:os";

const bytesOfRun = 400e6; // [B] of a process that trains, generously: small networks stay below half of it
const usableShare = 0.9; // of the memory that is free

/** How many runs fit on this machine at once, by cores and by free memory; at least one. */
export const runsAtOnce = (cores = availableParallelism(), freeBytes = process.availableMemory()): number =>
  Math.max(1, Math.min(cores, Math.floor((freeBytes * usableShare) / bytesOfRun)));

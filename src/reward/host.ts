import { type BlobStore, type BoundEnv, type Device, memoryBlobs, type RewardHost } from "../core/index.ts";

/** What a reward may know about its surroundings. Without a run's blobs, its blobs last as long as the process. */
export const rewardHost = (
  { goal, stepSeconds }: Pick<BoundEnv, "goal" | "stepSeconds">,
  given: Pick<RewardHost, "seats" | "seed" | "demonstrations" | "notice" | "overlap"> & {
    readonly device?: Device;
    readonly blobs?: BlobStore;
  },
): RewardHost => ({ device: "cpu", blobs: memoryBlobs(), goal, stepSeconds, ...given });

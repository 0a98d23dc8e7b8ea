export * from "./action-check.ts";
export {
  type Allocate,
  allocate,
  allocateIn,
  arraysOf,
  batchIn,
  batchOf,
  bytesNeeded,
  leafArrays,
  lengthsIn,
  rowsOf,
} from "./batch.ts";
export * from "./bind-env.ts";
export type { BoundGoals, ObservedColumn } from "./bind-goals.ts";
export * from "./bind-reward.ts";
export * from "./blobs.ts";
export * from "./breath.ts";
export { BrokenThread, breaksThread } from "./broken-thread.ts";
export * from "./contains.ts";
export { type Deferred, deferred } from "./deferred.ts";
export * from "./define-space.ts";
export * from "./demonstration.ts";
export * from "./dtype.ts";
export * from "./env.ts";
export * from "./errors.ts";
export * from "./every-env.ts";
export * from "./exponential.ts";
export * from "./features.ts";
export * from "./features-asked.ts";
export * from "./flatten.ts";
export { type AnyGoals, type DefinedGoals, defineGoals, type Goals, type ObservedAt } from "./goals.ts";
export { groupBy } from "./group.ts";
export type { Hindsight } from "./hindsight.ts";
export * from "./json.ts";
export * from "./learn.ts";
export * from "./leaves.ts";
export * from "./limits.ts";
export * from "./masks.ts";
export * from "./names.ts";
export { type Packable, type PackedArray, pack } from "./pack.ts";
export * from "./params.ts";
export type { Poke } from "./poke.ts";
export * from "./registry.ts";
export type { Measured, MeasuredNames, RememberedSteps, Rescore } from "./rescore.ts";
export * from "./reward.ts";
export * from "./reward-rows.ts";
export { ribbonEdges } from "./ribbon.ts";
export * from "./rng.ts";
export * from "./rollout.ts";
export * from "./run.ts";
export * from "./run-fields.ts";
export * from "./sampling.ts";
export * from "./scene.ts";
export type { SceneMarks } from "./scene-marks.ts";
export * from "./seat-memory.ts";
export * from "./seeds.ts";
export * from "./snapshot.ts";
export * from "./space.ts";
export * from "./thrown.ts";
export * from "./transform.ts";
export * from "./trigonometry.ts";
export * from "./unpack.ts";
export * from "./values.ts";
export * from "./vector.ts";
export * from "./world.ts";

export * from "./agreement.ts";
export { type Clip, clipName, clipOf, meansOf, packClip, parseClip, type Stretch } from "./clip.ts";
export { type Consistency, consistencyOf, directionOf, firstShare, graded } from "./consistency.ts";
export * from "./examples.ts";
export { type Bin, type HeldOut, heldOutOf, wilson } from "./held-out.ts";
export {
  type Answer,
  clipsOf,
  type Finding,
  highestGrade,
  type Label,
  type Pair,
  type Side,
  type Span,
} from "./label.ts";
export { labelsOf, waitingFor } from "./queue.ts";
export type { LabelState } from "./rows.ts";
export { type LabelStore, type NewPair, openLabels } from "./store.ts";

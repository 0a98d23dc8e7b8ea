export * from "./agreement.ts";
export { type Clip, clipName, clipOf, meansOf, packClip, parseClip, type Stretch } from "./clip.ts";
export { type Consistency, consistencyOf, directionOf, graded } from "./consistency.ts";
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

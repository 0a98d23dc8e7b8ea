import type * as common from "onnxruntime-common";

export type Runtime = Pick<typeof common, "InferenceSession" | "Tensor" | "env">;

/** ONNX Runtime for this platform, or nothing where it is not installed: it is an optional peer. */
export function onnxruntime(): Runtime | undefined;

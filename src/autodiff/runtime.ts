import { createRequire } from "node:module";
import type * as common from "onnxruntime-common";
import { fail } from "../core/index.ts";

type Runtime = Pick<typeof common, "InferenceSession" | "Tensor" | "env">;

/** Installs ONNX Runtime. Its own install script would download the CUDA provider, so it is not run. */
export const installRuntime = "npm install --ignore-scripts onnxruntime-node@1.30.0";

let loaded: Runtime | undefined;

/**
 * ONNX Runtime. It is loaded when first used, because it is an optional peer dependency: stepping environments, scoring
 * and serving do without it.
 * @throws `device/unavailable` if it is not installed
 */
export function runtime(): Runtime {
  loaded ??= load();
  return loaded;
}

function load(): Runtime {
  const { resolve } = createRequire(import.meta.url);
  try {
    resolve("onnxruntime-node");
  } catch {
    fail("device/unavailable", {
      given: "no onnxruntime-node",
      expected: "ONNX Runtime, on which networks run",
      fix: `${installRuntime}, in your own project.`,
    });
  }
  const runtime: Runtime = createRequire(import.meta.url)("onnxruntime-node");
  runtime.env.logLevel = "fatal"; // errors thrown here say what went wrong; the log would repeat it
  return runtime;
}

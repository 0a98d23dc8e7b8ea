import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export function onnxruntime() {
  try {
    require.resolve("onnxruntime-node");
  } catch {
    return undefined;
  }
  return require("onnxruntime-node");
}

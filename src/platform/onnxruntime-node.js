import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export function onnxruntime() {
  try {
    require.resolve("onnxruntime-node");
  } catch {
    return undefined;
  }
  // It would report its use to Microsoft, and leave a device's id in the home folder or a file in the present one.
  process.env.ORT_DISABLE_TELEMETRY ??= "1";
  return require("onnxruntime-node");
}

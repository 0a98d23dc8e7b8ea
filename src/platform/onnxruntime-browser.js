import * as runtime from "onnxruntime-web/wasm";

export const onnxruntime = () => runtime;

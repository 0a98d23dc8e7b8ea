import { lossesOn, whyNot } from "../../bench/devices.ts";

/** Prints the largest difference between the losses on the CPU and on WebGPU. */
const updates = 50;
const why = await whyNot("webgpu");
const [onCpu, onGpu] = why ? [[], []] : [await lossesOn("cpu", updates), await lossesOn("webgpu", updates)];
const worst = Math.max(0, ...onCpu.map((loss, i) => Math.abs(onGpu[i] - loss)));
console.log(JSON.stringify({ updates, worst, ...(why && { why }) }));

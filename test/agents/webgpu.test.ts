import { expect, it } from "vitest";
import { lossesOn, whyNot } from "../../scripts/bench/devices.ts";

const reason = await whyNot("webgpu");
if (reason) console.warn(`skipped: WebGPU against CPU. ${reason}`);

it.skipIf(reason)("gives the CPU's losses on WebGPU, over 50 updates", { timeout: 240_000 }, async () => {
  const [onCpu, onGpu] = [await lossesOn("cpu", 50), await lossesOn("webgpu", 50)];
  onCpu.forEach((loss, i) => {
    expect(Math.abs(onGpu[i] - loss), `update ${i}`).toBeLessThan(1e-4);
  });
  expect(new Set(onCpu).size).toBe(50);
});

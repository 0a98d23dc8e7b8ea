import { expect, it } from "vitest";
import { lossesOn, whyNot } from "../../scripts/bench/devices.ts";

const reason = await whyNot("webgpu");

it("gives the CPU's losses on WebGPU, over 50 updates", async ({ skip }) => {
  if (reason) skip(`no WebGPU: ${reason}`);
  const [onCpu, onGpu] = [await lossesOn("cpu", 50), await lossesOn("webgpu", 50)];
  onCpu.forEach((loss, i) => {
    expect(Math.abs(onGpu[i] - loss), `update ${i}`).toBeLessThan(1e-4);
  });
  expect(new Set(onCpu).size).toBe(50);
});

import { expect, test } from "vitest";
import { message } from "../../rewards/shaped/message.ts";
import { bindReward, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

test("shaped/message-v1 pays a message that is another one than before, and not silence", () => {
  const texts = ["", "hi", "hi", "ho", ""];
  const width = 3;
  const stored = new Uint8Array(texts.length * width);
  texts.forEach((text, row) => {
    stored.set(new TextEncoder().encode(text), row * width);
  });
  const batch = rewardRows({
    steps: 4,
    seats: 1,
    leaves: { message: stored },
    leafRows: Int32Array.of(1, 2, 3, 4),
    before: { leafRows: Int32Array.of(0, 1, 2, 3) },
  });
  const out = new Float64Array(4);
  bindReward(message, { width })
    .create(rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 0 }))
    .evaluate(batch, [out]);
  expect([...out]).toEqual([1, 0, 1, 0]);
});

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openEvents, runPaths, type ScalarsRow } from "../../src/record/index.ts";
import { findPython } from "../python.ts";
import { readEvents } from "./read-events.ts";
import { temporaryFolder } from "./temporary.ts";

const start = 1_700_000_000.5; // [s since 1970]
const rows: ScalarsRow[] = [
  { steps: 0, metrics: { meanReturn: 0, "terms/upright": 0.25 }, wallTime: start + 1 },
  { steps: 2 ** 40, metrics: { meanReturn: 475.5, policyLoss: -1.5 }, wallTime: start + 2 },
];

async function written(): Promise<string> {
  const path = runPaths(temporaryFolder()).events;
  const file = await openEvents(path, 0, start);
  for (const row of rows) await file.log(row);
  await file.close();
  return path;
}

test("golden bytes, as TensorBoard 2.21's own RecordWriter makes them", async () => {
  expect(readFileSync(await written()).toString("hex")).toMatchInlineSnapshot(
    `"1800000000000000a37f4b220900002040fc54d9411a0d627261696e2e4576656e743a322b35311040000000000000002817f4950900006040fc54d9412a350a1d0a166368617274732f657069736f6469635f72657475726e15000000000a140a0d7465726d732f75707269676874150000803e84545a1a4c00000000000000f5d4a2a0090000a040fc54d941108080808080202a3a0a1d0a166368617274732f657069736f6469635f72657475726e1500c0ed430a190a126c6f737365732f706f6c6963795f6c6f7373150000c0bfaad2f0c8"`,
  );
});

test("events come back, zeros too, under tags that plots know", async () => {
  expect(readEvents(readFileSync(await written()))).toEqual([
    { wallTime: start, fileVersion: "brain.Event:2" },
    {
      wallTime: start + 1,
      summary: {
        value: [
          { tag: "charts/episodic_return", simpleValue: 0 },
          { tag: "terms/upright", simpleValue: 0.25 },
        ],
      },
    },
    {
      wallTime: start + 2,
      step: 2 ** 40,
      summary: {
        value: [
          { tag: "charts/episodic_return", simpleValue: 475.5 },
          { tag: "losses/policy_loss", simpleValue: -1.5 },
        ],
      },
    },
  ]);
});

test("going on at a position gives the bytes of never having stopped", async () => {
  const whole = readFileSync(await written());
  const path = join(temporaryFolder(), "events.out.tfevents.again");
  const file = await openEvents(path, 0, start);
  await file.log(rows[0]);
  const { position } = file;
  await file.log({ ...rows[1], steps: 7 });
  await file.close();
  const again = await openEvents(path, position, start + 99);
  await again.log(rows[1]);
  await again.close();
  expect(readFileSync(path).equals(whole)).toBe(true);
});

/** Prints what TensorBoard itself reads: `[tag, step, value, wall time]` of every scalar. */
const program = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1]).Reload()
print(json.dumps([[tag, e.step, e.value, e.wall_time] for tag in sorted(events.Tags()["scalars"]) for e in events.Scalars(tag)]))
`;

test("TensorBoard reads them", async ({ skip }) => {
  const python = findPython("tensorboard");
  if ("reason" in python) return skip(python.reason);
  const output = execFileSync(python.path, ["-c", program, join(await written(), "..")], {
    encoding: "utf8",
    stdio: "pipe",
  });
  expect(JSON.parse(output)).toEqual([
    ["charts/episodic_return", 0, 0, start + 1],
    ["charts/episodic_return", 2 ** 40, 475.5, start + 2],
    ["losses/policy_loss", 2 ** 40, -1.5, start + 2],
    ["terms/upright", 0, 0.25, start + 1],
  ]);
});

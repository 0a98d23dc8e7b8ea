import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metricTags, runPaths } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { readEvents } from "../record/read-events.ts";
import { ppoRun, registries } from "../run/fake-run.ts";
import { freshFolder } from "../run/folder.ts";

/** An event of TensorBoard, as far as its tags go. */
interface Tagged {
  readonly summary?: { readonly value: readonly { readonly tag: string }[] };
}

test("a training writes every tag that CleanRL's plots look for", async () => {
  const directory = freshFolder();
  await train({ spec: ppoRun, registries, directory });
  const events: readonly Tagged[] = readEvents(readFileSync(runPaths(directory).events));
  const tags = new Set(events.flatMap(({ summary }) => summary?.value.map(({ tag }) => tag) ?? []));
  for (const [metric, tag] of Object.entries(metricTags)) {
    expect(tags, `${metric} is written under ${tag}`).toContain(tag);
    expect(tags, `${metric} is not written under its own name as well`).not.toContain(metric);
  }
});

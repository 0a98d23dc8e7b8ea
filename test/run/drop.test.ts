import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderBlobs, runPaths } from "../../src/record/index.ts";
import { train } from "../../src/run/index.ts";
import { contentOf, freshFolder } from "./folder.ts";
import { forgetfulRun, namedBlobs, registries } from "./q-run.ts";

const child = fileURLToPath(new URL("./drop-child.ts", import.meta.url));
const spec = forgetfulRun;
const moments = ["before checkpoint", "after checkpoint", "before blob goes", "after blob goes"];

test.each(moments)(
  "killed %s, a run has every blob that a checkpoint names, goes on bit for bit, and keeps no other",
  async (moment) => {
    const [whole, killed] = [freshFolder(), freshFolder()];
    await train({ spec, registries, directory: whole, checkpointSteps: 800 });
    const process_ = spawn(process.execPath, [child, killed, moment], { stdio: ["ignore", "ignore", "inherit"] });
    const [, signal] = await once(process_, "exit");
    expect(signal).toBe("SIGKILL");
    const blobs = folderBlobs(runPaths(killed).blobs);
    for (const name of await namedBlobs(killed)) await blobs.get(name);
    await train({ spec, registries, directory: killed, checkpointSteps: 800, resume: true });
    expect(await contentOf(killed)).toEqual(await contentOf(whole));
    for (const directory of [whole, killed]) {
      const named = await namedBlobs(directory);
      expect(named.length).toBeGreaterThan(3);
      expect(readdirSync(runPaths(directory).blobs).sort()).toEqual(named);
    }
  },
);

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv } from "../../src/core/index.ts";
import { exportMinari, importMinari } from "../../src/demos/index.ts";
import { size, test } from "../record/small-disk.ts";
import { codeOf } from "../record/temporary.ts";
import { freshFolder } from "../run/folder.ts";
import { randomFiles } from "./datasets.ts";

const { envs } = registries;
const id = "classic/pendulum-v1";
const episodes = 90; // 200 steps each, more than half the disk holds

test("a data set that does not fit leaves nothing", async ({ disk }) => {
  writeFileSync(join(disk, "mine"), new Uint8Array(size / 2));
  const files = await randomFiles(id, episodes);
  expect(await codeOf(() => exportMinari(files, envs, join(disk, "datasets")))).toBe("file/full");
  expect(readdirSync(disk)).toEqual(["mine"]);
});

test("episodes that do not fit leave nothing", async ({ disk }) => {
  writeFileSync(join(disk, "mine"), new Uint8Array(size / 2));
  const { folder } = await exportMinari(await randomFiles(id, episodes), envs, freshFolder());
  const env = bindEnv(await envs.find(id));
  expect(await codeOf(() => importMinari(folder, env, join(disk, "demos")))).toBe("file/full");
  expect(readdirSync(disk)).toEqual(["mine"]);
});

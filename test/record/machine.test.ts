import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { machineLine, versionsHere } from "../../src/record/index.ts";

test("the machine is one line with processor, cores, memory, system and Node", () => {
  expect(machineLine()).toMatch(/^.+, \d+ cores?, \d+\.\d GiB, \S+ \S+ \S+, Node \d+\.\d+\.\d+$/);
});

test("versions are those installed", () => {
  const versionIn = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version;
  expect(versionsHere(["protobufjs", "not-installed-anywhere"])).toEqual({
    rewardgym: versionIn("../../package.json"),
    node: process.versions.node,
    protobufjs: versionIn("../../node_modules/protobufjs/package.json"),
  });
});

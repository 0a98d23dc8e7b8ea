import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFolder } from "../../src/record/index.ts";
import { codeOf, temporaryFolder } from "./temporary.ts";

const fill = async (folder: string) => {
  writeFileSync(join(folder, "a"), "1");
  return 5;
};

test("a folder takes its place when it is full, with its parents; an empty one may be there", async () => {
  const place = temporaryFolder();
  expect(await writeFolder(join(place, "b/c"), fill)).toBe(5);
  expect(readdirSync(join(place, "b"))).toEqual(["c"]);
  expect(readdirSync(join(place, "b/c"))).toEqual(["a"]);
  mkdirSync(join(place, "empty"));
  await writeFolder(join(place, "empty"), fill);
  expect(readdirSync(join(place, "empty"))).toEqual(["a"]);
  await writeFolder(`${join(place, "slash")}/`, fill);
  expect(readdirSync(place).sort()).toEqual(["b", "empty", "slash"]);
});

test("where filling fails nothing is left, and an empty folder stays", async () => {
  const place = temporaryFolder();
  const broken = async (folder: string) => {
    await fill(folder);
    throw new RangeError("broken");
  };
  await expect(writeFolder(join(place, "b/c"), broken)).rejects.toThrow(RangeError);
  expect(readdirSync(place)).toEqual([]);
  mkdirSync(join(place, "empty"));
  await expect(writeFolder(join(place, "empty"), broken)).rejects.toThrow(RangeError);
  expect(readdirSync(place)).toEqual(["empty"]);
});

test("a folder that holds anything is refused before it is filled", async () => {
  const place = temporaryFolder();
  writeFileSync(join(place, "mine"), "");
  let isFilled = false;
  const filling = async () => {
    isFilled = true;
  };
  expect(await codeOf(() => writeFolder(place, filling))).toBe("run/exists");
  expect(await codeOf(() => writeFolder(join(place, "mine"), filling))).toBe("file/unusable");
  expect({ isFilled, names: readdirSync(place), mine: existsSync(join(place, "mine")) }).toEqual({
    isFilled: false,
    names: ["mine"],
    mine: true,
  });
});

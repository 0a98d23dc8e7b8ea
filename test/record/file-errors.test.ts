import { expect, test } from "vitest";
import { failFile } from "../../src/record/file-errors.ts";
import { codeOf } from "./temporary.ts";

const ofSystem = (code: string) => Object.assign(new Error(`${code}: something`), { code, syscall: "write" });

test.each([
  ["ENOSPC", "file/full"],
  ["EDQUOT", "file/full"],
  ["EFBIG", "file/full"],
  ["EACCES", "file/unusable"],
  ["EROFS", "file/unusable"],
])("%s is %s", async (code, expected) => {
  expect(await codeOf(() => failFile(ofSystem(code), "a/file", "a file"))).toBe(expected);
});

test("a defect is no file error", () => {
  const defect = new TypeError("broken");
  expect(() => failFile(defect, "a/file", "a file")).toThrow(defect);
});

import { describe, expect, it } from "vitest";
import { assert, CodedError, errorCodes, fail, listing, messageOf } from "../../src/core/index.ts";

describe("errors", () => {
  it("say what was given, what was expected and the fix", () => {
    const cause = new Error("why");
    const thrown = (() => {
      try {
        return fail("run/exists", { given: "runs/a", expected: "a new folder", fix: "Give another --out.", cause });
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(CodedError);
    expect(thrown).toMatchObject({
      code: "run/exists",
      given: "runs/a",
      expected: "a new folder",
      fix: "Give another --out.",
      cause,
      message: "run/exists: got runs/a; expected a new folder. Give another --out.",
    });
    expect(() => fail("run/exists", { given: "a", expected: "b" })).toThrow(/^run\/exists: got a; expected b\.$/);
  });

  it("have sorted codes with a sentence each", () => {
    const codes = Object.keys(errorCodes);
    expect(codes).toEqual([...codes].sort());
    for (const [code, meaning] of Object.entries(errorCodes)) {
      expect(code).toMatch(/^[a-z]+\/[a-z]+$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("tell a broken invariant from bad input", () => {
    expect(() => assert(false, "rows match")).toThrow("broken invariant: rows match");
    expect(() => assert(1, "fine")).not.toThrow();
  });

  it("have the message of anything thrown", () => {
    expect([messageOf(new Error("a")), messageOf("b"), messageOf(undefined)]).toEqual(["a", "b", "undefined"]);
  });
});

describe("listing", () => {
  it.each([
    [[], "nothing"],
    [["a"], '"a"'],
    [["a", "b"], '"a" or "b"'],
    [["a", "b", "c"], '"a", "b" or "c"'],
    [["a", "b", "c", "d"], '"a", "b", "c" and 1 more'],
  ])("puts %o into words", (names, words) => {
    expect(listing(names, 3)).toBe(words);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../src/core/index.ts";
import { checkExpression, parseExpression, rewardsIn } from "../../src/reward/index.ts";

const complaint = (given: unknown): { code: string; message: string } => {
  try {
    typeof given === "string" ? parseExpression(given) : checkExpression(given);
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown;
    throw thrown;
  }
  return { code: "none", message: "it was taken" };
};

describe("parseExpression", () => {
  it("takes an id as it is", () => {
    expect(parseExpression(" sparse/success-v1\n")).toBe("sparse/success-v1");
    expect(parseExpression('"sparse/success-v1"')).toBe("sparse/success-v1");
  });

  it("takes every form as JSON", () => {
    const expression = {
      sum: {
        plain: "a/a-v1",
        weighed: { weight: -0.5, of: { use: "a/b-v1", params: { x: 1 } } },
        both: { product: { one: "a/c-v1", two: { sum: { three: "a/a-v1" } } } },
        changed: { apply: "t/t-v1", params: { y: [1] }, to: "a/d-v1" },
      },
    };
    expect(parseExpression(JSON.stringify(expression))).toEqual(expression);
  });

  it.each([
    ["{use: 1}", "input/json", "single quotes"],
    ["", "reward/expression", "an empty text at reward"],
    ["[1]", "reward/expression", "an array at reward"],
    ["{}", "reward/expression", "an empty record at reward"],
    ['{"usee": "a/b-v1"}', "reward/expression", 'Did you mean "use"?'],
    ['{"use": 5}', "reward/expression", "5 at reward.use"],
    ['{"use": "a/b-v1", "parms": {}}', "reward/expression", 'Did you mean "params"?'],
    ['{"use": "a/b-v1", "params": [1]}', "reward/expression", "an array at reward.params"],
    ['{"use": "a/b-v1", "sum": {}}', "reward/expression", "both use and sum at reward"],
    ['{"sum": {}}', "reward/expression", "nothing at reward.sum"],
    ['{"sum": ["a/b-v1"]}', "reward/expression", "at reward.sum"],
    ['{"sum": {"a.b": "a/b-v1"}}', "reward/expression", 'the name "a.b" at reward.sum'],
    ['{"sum": {"__proto__": "a/b-v1"}}', "reward/expression", 'the name "__proto__" at reward.sum'],
    ['{"sum": {"a": {"weight": "1", "of": "a/b-v1"}}}', "reward/expression", "1 at reward.sum.a.weight"],
    ['{"sum": {"a": {"of": "a/b-v1"}}}', "reward/expression", "nothing at reward.sum.a.weight"],
    ['{"sum": {"a": {"weight": 1, "use": "a/b-v1"}}}', "reward/expression", 'the key "use" at reward.sum.a'],
    ['{"sum": {"a": {"weight": 1, "of": {"product": {"b": null}}}}}', "reward/expression", "reward.sum.a.of.product.b"],
    ['{"apply": "t/t-v1"}', "reward/expression", "nothing at reward.to"],
    ['{"apply": {}, "to": "a/b-v1"}', "reward/expression", "a record at reward.apply"],
  ])("refuses %s", (text, code, words) => {
    const { code: found, message } = complaint(text);
    expect(found).toBe(code);
    expect(message).toContain(words);
  });

  it("refuses what is nested without end, and not what is nested well", () => {
    const nested = (depth: number): unknown => (depth ? { product: { a: nested(depth - 1) } } : "a/b-v1");
    expect(complaint(nested(32)).code).toBe("none");
    expect(complaint(nested(33)).message).toContain("an expression inside more than 32 others");
    for (const [opening, closing] of [
      ['{"product": {"a": ', "}}"],
      ['{"use": [', "]}"],
    ]) {
      const deep = `${opening.repeat(50_000)}"a/b-v1"${closing.repeat(50_000)}`;
      expect(complaint(deep).code).toBe("reward/expression");
    }
  });

  it("answers any text with an expression or a code", () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    const likely = fc.json({ depthSize: "small", noUnicodeString: false });
    fc.assert(
      fc.property(fc.oneof(fc.string(), json, likely), (text) => {
        expect(["none", "input/json", "reward/expression"]).toContain(complaint(text).code);
      }),
    );
  });
});

describe("rewardsIn", () => {
  it("lists each reward once, in the order of use", () => {
    const expression = {
      sum: {
        a: { apply: "t/t-v1", to: { product: { x: "a/two-v1", y: "a/one-v1" } } },
        b: { weight: 2, of: { use: "a/two-v1" } },
        c: "a/three-v1",
      },
    };
    expect(rewardsIn(expression)).toEqual(["a/two-v1", "a/one-v1", "a/three-v1"]);
    expect(rewardsIn("a/one-v1")).toEqual(["a/one-v1"]);
  });
});

import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { pieces } from "../../src/report/links.ts";
import { escaped } from "../../src/report/markup.ts";
import { duration, told, toldChange } from "../../src/report/numbers.ts";
import { colours } from "../../src/report/palette.ts";
import { spread } from "../../src/report/pictures/labels.ts";
import { shortened, widthOf } from "../../src/report/pictures/names.ts";

test("numbers have as many digits as their interval allows", () => {
  expect(told({ value: 0.83456, low: 0.79, high: 0.872 })).toBe("0.835 [0.790, 0.872]");
  expect(told({ value: 0.83456, low: 0.7, high: 0.9 })).toBe("0.83 [0.70, 0.90]");
  expect(told({ value: -1234.5, low: -1300, high: -1200 })).toBe("−1235 [−1300, −1200]");
  expect(told({ value: 500, low: 500, high: 500 })).toBe("500 [500, 500]");
  expect(told({ value: 1, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY })).toBe("1.00 [−∞, ∞]");
  expect(told({ value: 0.5 })).toBe("0.500");
  expect(told({ value: 213.456 })).toBe("213");
  expect(told({ value: 0 })).toBe("0");
  expect(toldChange({ value: 0.11, low: -0.05, high: 0.27 })).toBe("+0.11 [−0.05, +0.27]");
  expect(toldChange({ value: -0.001, low: -0.05, high: 0.27 })).toBe("0.00 [−0.05, +0.27]");
});

test("durations", () => {
  expect([17.2, 200, 7500].map(duration)).toEqual(["17 s", "3 min 20 s", "2 h 5 min"]);
});

test("web addresses and arXiv numbers become links, nothing else", () => {
  expect(pieces("see https://a.b/c_d?e=1, (arXiv:1707.06347).")).toEqual([
    { text: "see " },
    { text: "https://a.b/c_d?e=1", url: "https://a.b/c_d?e=1" },
    { text: ", (" },
    { text: "arXiv:1707.06347", url: "https://arxiv.org/abs/1707.06347" },
    { text: ")." },
  ]);
  expect(pieces("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)" }]);
});

test("text is escaped for XML, and what XML cannot hold is replaced", () => {
  expect(escaped("<a b='c'>&\"")).toBe("&lt;a b=&#39;c&#39;&gt;&amp;&quot;");
  expect(escaped("\u0001\ud800x")).toBe("\ufffd\ufffdx");
});

test("labels keep their distance and their order", () => {
  expect(spread([50, 52, 10], 14, 0, 100)).toEqual([50, 64, 10]);
  expect(spread([98, 99, 100], 14, 0, 100)).toEqual([72, 86, 100]);
  expect(spread([5, 5], 14, 0, 100)).toEqual([5, 19]);
});

test("long names lose their middle", () => {
  expect(shortened("agent.learningRate=0.0003", 110)).toBe("agent.l…=0.0003");
  expect(shortened("base", 110)).toBe("base");
  assert(property(string({ unit: "grapheme" }), (name) => widthOf(shortened(name, 60)) <= 60));
});

/** Contrast of two colours as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [dark, bright] = [one, other]
    .map((colour) => {
      const [r, g, b] = [1, 3, 5]
        .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

test.each(["light", "dark"] as const)("text of every colour is legible on a %s page", (scheme) => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  const { page, line, tint, ...inks } = colours;
  for (const [name, ink] of Object.entries(inks))
    for (const behind of [page, tint]) expect(contrast(ink[scheme], behind[scheme]), name).toBeGreaterThanOrEqual(4.5);
  expect(contrast(line[scheme], page[scheme])).toBeGreaterThan(1.2);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the README shows a reward exactly as its file has it", () => {
  const source = read("rewards/shaped/upright.ts");
  const definition = source.slice(source.indexOf("export const upright"));
  expect(definition.split("\n")).toHaveLength(13 + 1); // and a last line break
  expect(read("README.md")).toContain(`\`\`\`ts\n${definition}\`\`\``);
});

test("the README's pictures exist and load quickly", () => {
  const pictures = [...read("README.md").matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path]) => path);
  expect(pictures).toHaveLength(2);
  for (const path of pictures)
    expect(readFileSync(new URL(`../../${path}`, import.meta.url)).length).toBeLessThan(1.5e6);
});

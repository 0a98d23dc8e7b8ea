import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { fromHere } from "../../scripts/places.ts";
import { command, temporaryFolder } from "../scripts/command.ts";

/** The words that a shell makes of a command line. */
const wordsOf = (line: string): string[] =>
  execFileSync("sh", ["-c", `for word in ${line}; do printf '%s\\0' "$word"; done`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

beforeEach(({ skip }) => {
  if (process.platform === "win32") skip("Windows has no sh");
});

test.each([
  "runs/a-1.2_b",
  "my runs/first try",
  "it's",
  'the "best"',
  "a$HOME`ls`;(&)*?",
  "-x",
  "two\nlines",
  "Läufe",
  "~",
])("a shell reads %j back as it was", (path) => {
  expect(wordsOf(fromHere(path))).toEqual([path.startsWith("-") ? `./${path}` : path]);
});

test("plain paths stay plain", () => {
  expect(fromHere("runs/cart-pole-1")).toBe("runs/cart-pole-1");
  expect(fromHere(process.cwd())).toBe(".");
});

test("what train says next works for a folder with spaces", async () => {
  const out = join(temporaryFolder(), "my runs", "it's a");
  const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "300", "--episodes", "0", "--quiet"];
  const { stdout } = await command(...train, "--out", out);
  const [, next] = /^Next: npx rewardgym (.*)$/m.exec(stdout) ?? [];
  const [name, run, ...rest] = wordsOf(next);
  expect([name, ...rest]).toEqual(["eval", "--episodes", "100", "--seed", "7"]);
  expect(await command(name, run, "--episodes", "1")).toMatchObject({ code: 0 });
});

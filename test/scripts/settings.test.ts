import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseSettings } from "../../scripts/settings.ts";
import { command, temporaryFolder } from "./command.ts";

test("a value may be a file's text, whatever it holds", async () => {
  const file = join(temporaryFolder(), "town.json");
  for (const text of ['{"a": 1}', "12", "", "@x", "two\nlines\n"]) {
    writeFileSync(file, text);
    expect(await parseSettings([`env.map=@${file}`, `reward.text=@${file}`, `name=@${file}`])).toEqual({
      env: { map: text },
      reward: { text },
      agent: { name: text },
    });
  }
});

test("texts that begin with @ are quoted, and the letter alone stays what it is", async () => {
  const { env, agent } = await parseSettings(['env.a="@x"', "env.b=@", "env.c=a@b", "rate=3e-4"]);
  expect(env).toEqual({ a: "@x", b: "@", c: "a@b" });
  expect(agent).toEqual({ rate: 3e-4 });
});

test.each([
  ["eval", "--env", "driving/route-v1", "--set"],
  ["train", "--env", "driving/route-v1", "--set"],
  ["play", "driving/route-v1", "--set"],
  ["check", "driving/route-v1", "--set"],
  ["map", "record", "--env", "driving/route-v1", "--agent", "baseline/scripted-v1", "--out", "a.json", "--set"],
])("%s tells which file is missing", async (...args) => {
  const { code, stderr } = await command(...args, "env.map=@nothing.json");
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain("file/unusable: got nothing.json");
  expect(stderr).toContain("a file with the value of map");
});

test("params are checked on a map of one's own, and a reward's on the env that it names", async () => {
  const refused = async (...args: string[]) => (await command("check", ...args)).stderr;
  expect(await refused("driving/route-v1", "--set", "scale=2")).toContain(
    "got --set scale; expected a param of the env",
  );
  expect(await refused("shaped/carl-v1", "--set", "env.map=x")).toContain(
    "expected the id of an env, or --env beside it",
  );
});

import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkRoads } from "../../envs/driving/roads/index.ts";
import { command, temporaryFolder } from "./command.ts";

test("a map is generated, exported, imported and drawn", async () => {
  const folder = temporaryFolder();
  const [town, xodr, again, picture] = ["town.json", "town.xodr", "again.json", "town.svg"].map((name) =>
    join(folder, name),
  );
  const made = await command("map", "generate", "--seed", "3", "--blocks", "3", "--out", town);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toMatch(/^town 3: \d+ lanes, \d+\.\d km, /);
  expect(await command("map", "export", town, "--out", xodr)).toMatchObject({ code: 0 });
  expect(await command("map", "import", xodr, "--out", again)).toMatchObject({ code: 0 });
  const [before, after] = [town, again].map((path) => checkRoads(JSON.parse(readFileSync(path, "utf8"))));
  expect(after.lanes.map(({ id }) => id).sort()).toEqual(before.lanes.map(({ id }) => id).sort());
  for (const path of [town, xodr]) {
    expect(await command("map", "draw", path, "--out", picture)).toMatchObject({ code: 0 });
    const svg = readFileSync(picture, "utf8");
    expect(svg.match(/<polygon/g)!.length).toBeGreaterThanOrEqual(before.lanes.length);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  }
});

test("a drive is recorded, drawn, and driven again among the same traffic", async () => {
  const folder = temporaryFolder();
  const [drive, picture, xodr] = ["drive.json", "drive.svg", "drive.xodr"].map((name) => join(folder, name));
  const small = ["env.blocks=4", "env.vehicles=8", "env.maxSteps=60"].flatMap((each) => ["--set", each]);
  const scripted = ["--env", "driving/route-v1", "--agent", "baseline/scripted-v1"];
  const made = await command("map", "record", ...scripted, ...small, "--seed", "4", "--out", drive);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toMatch(/ recorded cars: /);
  const { traces } = checkRoads(JSON.parse(readFileSync(drive, "utf8")));
  expect(traces!.filter(({ ego }) => ego)).toHaveLength(1);
  expect(traces![0].poses.length).toBeGreaterThan(20);

  expect(await command("map", "draw", drive, "--out", picture)).toMatchObject({ code: 0 });
  expect(readFileSync(picture, "utf8").match(/<polyline/g)!.length).toBeGreaterThan(traces!.length);
  expect(await command("map", "export", drive, "--out", xodr)).toMatchObject({ code: 0 });
  expect(await command("map", "import", xodr, "--out", picture.replace("svg", "json"))).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(picture.replace("svg", "json"), "utf8")).traces).toEqual(traces);

  const again = [...small, "--set", `env.map=@${drive}`, "--set", "env.traffic=recorded"];
  const evaluated = await command("eval", ...scripted, ...again, "--episodes", "1", "--json");
  expect(evaluated).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(evaluated.stdout).results).toHaveLength(1);
});

test("a town is recorded only where there is one", async () => {
  const asked = ["--env", "classic/cart-pole-v1", "--agent", "baseline/scripted-v1", "--out", "a.json"];
  expect((await command("map", "record", ...asked)).stderr).toContain("expected one with the params map and traffic");
});

test("seeds of both splits, weights and tracks", async () => {
  const out = join(temporaryFolder(), "map.json");
  const nameAfter = async (...args: string[]) => {
    const { code, stderr } = await command("map", "generate", ...args, "--out", out);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    return JSON.parse(readFileSync(out, "utf8")).name;
  };
  expect(await nameAfter("--split", "test", "--seed", "4", "--blocks", "1", "--weights", "fourWay=0,bend=3")).toBe(
    `town ${2 ** 31 + 4}`,
  );
  expect(await nameAfter("--kind", "track")).toBe("track 0");
});

test.each([
  [["generate"], "cli/usage: got no --out"],
  [["generate", "--out", "town.xml"], "--out town.xml; expected a file that ends with .json"],
  [["generate", "--out", "a.json", "--weights", "forks=1"], 'Did you mean "fork"?'],
  [["generate", "--out", "a.json", "--weights", "fork=-1"], "--weights fork=-1"],
  [["generate", "--out", "a.json", "--kind", "track", "--blocks", "2"], "--blocks with --kind track"],
  [["draw", "nothing.json", "--out", "a.svg"], "file/unusable"],
])("map %j is refused", async (args, complaint) => {
  const { code, stdout, stderr } = await command("map", ...args);
  expect(code).toBeGreaterThan(0);
  expect(stdout).toBe("");
  expect(stderr).toContain(complaint);
});

test("files that are no maps are refused, huge ones before they are read", async () => {
  const file = join(temporaryFolder(), "town.json");
  const draw = async () => (await command("map", "draw", file, "--out", `${file}.svg`)).stderr;
  for (const [text, complaint] of [
    ["", "map/invalid"],
    ["{}", "map/invalid"],
    ["<OpenDRIVE>", "map/opendrive"],
    ["<OpenDRIVE/>", "map/opendrive"],
  ]) {
    writeFileSync(file, text);
    expect(await draw()).toContain(complaint);
  }
  truncateSync(file, 65 * 2 ** 20); // a file with holes takes no room
  expect(await draw()).toContain("bytes; expected at most");
});

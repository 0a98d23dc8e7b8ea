import { expect, test } from "vitest";
import { commands } from "../../scripts/cli.ts";
import type { Flag } from "../../scripts/flags.ts";
import { command as typed } from "../scripts/command.ts";

/** What a command needs besides its flags. */
const names: { readonly [command: string]: readonly string[] } = {
  ablate: ["question.yaml"],
  check: ["classic/pendulum-v1"],
  "demos export": ["minari", "a.episode"],
  "demos import": ["minari", "name-v0"],
  "demos inspect": ["a.episode"],
  list: ["envs"],
  "map draw": ["town.json"],
  "map export": ["town.json"],
  "map import": ["town.xodr"],
  new: ["env", "family/name"],
  play: ["classic/cart-pole-v1"],
  render: ["a.episode"],
  replay: ["a.episode"],
  "reward branch": ["--store", "labels"],
  "reward explain": ["a.episode"],
  "reward export": ["runs/a", "--out", "a.reward"],
  "reward fit": ["--store", "labels", "--out", "a.reward"],
  "reward inspect": ["shaped/upright-v1"],
  "reward label": ["--store", "labels"],
  view: ["runs/a"],
  "reward rescore": ["a.episode"],
};

/** A value that a flag takes; 1 for numbers, where that is not too low, since yargs added up ones. */
const sample = ({ type, choices, limits }: Flag & { limits?: unknown }) => {
  const [lowest = 1] = Array.isArray(limits) ? (limits as number[]) : [];
  return type === "boolean" ? [] : [String(choices?.[0] ?? (limits ? Math.max(1, lowest) : "text"))];
};

const all = Object.entries(commands).flatMap(([command, { flags }]) =>
  Object.entries(flags).map(([name, flag]) => ({ command, name, flag, text: sample(flag) })),
);

test("the flags that commands declare are those that their help shows", async () => {
  for (const [command, { flags }] of Object.entries(commands)) {
    const { code, stdout } = await typed(...command.split(" "), "--help");
    expect(code).toBe(0);
    const shown = [...stdout.matchAll(/^ +--([a-z-]+)/gm)].map(([, name]) => name);
    expect(shown, command).toEqual(["help", "version", ...Object.keys(flags)]);
  }
});

test.each(all.filter(({ flag }) => !flag.array))(
  "$command --$name twice is refused",
  async ({ command, name, text: [value] }) => {
    const given = value === undefined ? [`--${name}`] : [`--${name}`, value];
    const camelCase = `--${name.replaceAll(/-./g, ([, letter]) => letter.toUpperCase())}`;
    const other = value === undefined ? `--no-${name}` : `${camelCase}=${value}`;
    for (const again of [given, [other]]) {
      const { code, stdout, stderr } = await typed(
        ...command.split(" "),
        ...(names[command] ?? []),
        ...given,
        ...again,
      );
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: "",
        stderr: `rewardgym: cli/usage: got --${name} twice; expected --${name} once.\n`,
      });
    }
  },
);

test("lists may be given piece by piece", async () => {
  expect(all.filter(({ flag }) => flag.array).map(({ command, name }) => `${command} ${name}`)).toEqual([
    "train watch",
    "train set",
    "train stream",
    "train demonstrations",
    "eval watch",
    "eval set",
    "check set",
    "play set",
    "view set",
    "replay watch",
    "demos record set",
    "demos import set",
    "reward inspect episodes",
    "reward compare reward",
    "reward rescore reward",
    "reward branch set",
    "reward label episodes",
    "reward fit input",
    "reward fit by",
    "map record set",
    "serve origins",
  ]);
  const settings = ["--set", "env.maxSteps=5", "--set", "reward.scale=1"];
  const { stderr } = await typed("train", "--env", "classic/cart-pole-v1", ...settings, "--seed", "one");
  expect(stderr).toContain("--seed one");
});

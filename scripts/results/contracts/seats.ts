import { estimate } from "../../../src/run/index.ts";
import { selfPlay } from "../../../test/fixtures/self-play.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const seeds = [1, 2, 3, 4, 5];

interface Played {
  readonly random: { readonly caught: number; readonly free: number };
  readonly pursuer: number;
  readonly evader: number;
}

/** Two agents in one world, both played and learned by one policy. */
export const seats: Section<readonly Played[]> = {
  name: "seats",
  title: "Two agents in one world",
  async measure() {
    const played: Played[] = [];
    for (const seed of seeds)
      played.push(await runScript<Played>(new URL("seats-once.ts", import.meta.url), [String(seed)]));
    return played;
  },
  tell: (played) =>
    `PPO plays both sides of a pursuit for ${selfPlay.steps.toLocaleString("en")} steps with ${seeds.length} seeds; then each side meets a random opponent for 200 episodes. The interval is over the seeds (Student's t, 95 %).\n\n${table(
      ["mean score", "random", "trained", "interval", "by seed"],
      [
        row(
          "pursuer",
          played[0].random.caught,
          played.map(({ pursuer }) => pursuer),
        ),
        row(
          "evader",
          played[0].random.free,
          played.map(({ evader }) => evader),
        ),
      ],
    )}`,
};

function row(side: string, random: number, trained: readonly number[]) {
  const { mean, low = mean, high = mean } = estimate(trained);
  const digits = (value: number) => value.toFixed(3);
  return [
    side,
    digits(random),
    `**${digits(mean)}**`,
    `${digits(low)} to ${digits(high)}`,
    trained.map(digits).join(", "),
  ];
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { cli, evaluated, type Summary, sets } from "./cli.ts";

const id = "dungeon/score-v1";
const seeds = [1, 2];
const steps = ofBudget(30_000_000, 65_536);
const episodes = ofBudget(200, 10);
/** Fewer epochs and larger minibatches than the preset: with so many steps, each row is worth less. */
const settings = { worlds: 128, epochs: 1, minibatch: 2048 };
const watch = ["--watch", 'depth={"use":"shaped/gain-v1","params":{"feature":"deepest"}}'];
const points = ["--watch", 'points={"use":"shaped/gain-v1","params":{"feature":"points"}}'];

interface Trained extends Summary {
  readonly seed: number;
  readonly seconds: number;
  /** With actions drawn as in training. */
  readonly drawn: Summary;
}

interface Measured {
  readonly steps: number;
  readonly episodes: number;
  readonly trained: readonly Trained[];
  readonly scripted: Summary;
  readonly random: Summary;
}

const evaluate = (...args: readonly string[]) => evaluated(episodes, ...args, ...watch, ...points);

/** Trains on the whole game, or goes on where an earlier command stopped. */
async function train(seed: number): Promise<Trained> {
  const folder = join("runs", "dungeon-game", `${steps}-${seed}`);
  const { worlds, ...params } = settings;
  const begin = ["--env", id, "--seed", String(seed), "--worlds", String(worlds), ...sets("", params)];
  const goOn = existsSync(join(folder, "run.json"));
  const { seconds } = await cli(
    ...["train", ...(goOn ? ["--resume"] : begin), "--steps", String(steps), "--out", folder],
    ...["--episodes", "0", "--quiet"],
  );
  return { ...(await evaluate(folder)), seed, seconds, drawn: await evaluate(folder, "--sampled") };
}

/** The whole game: what a newcomer's PPO makes of it, beside a script and random play. */
export const game: Section<Measured> = {
  name: "game",
  title: "The whole game",
  async measure() {
    const trained = await piecewise("dungeon-game", [], seeds, train, { lanes: 2 });
    const scripted = await evaluate("--env", id, "--agent", "baseline/scripted-v1");
    const random = await evaluate("--env", id, "--agent", "baseline/random-v1");
    return { steps, episodes, trained, scripted, random };
  },
  tell({ steps, episodes, trained, scripted, random }) {
    const told = ({ mean, low = mean, high = mean }: Summary["score"], digits: number) =>
      `${mean.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
    const row = (name: string, { watched, steps: lived }: Summary) => [
      name,
      `**${told(watched.points, 0)}**`,
      told({ ...watched.depth, mean: watched.depth.mean }, 2),
      told(lived, 0),
    ];
    return `\`${id}\`, its customary reward (NLE's), ${steps.toLocaleString("en")} steps of PPO with the preset but for ${worldsInWords}; ${episodes} episodes each, mean with its 95 % interval. Points are counted as NetHack counts them. The script is \`baseline/scripted-v1\`, which sees what the others see.\n\n${table(
      ["who", "points", "levels gone down", "steps lived"],
      [
        ...trained.flatMap(({ seed, drawn, ...greedy }) => [
          row(`PPO, seed ${seed}, actions drawn`, drawn),
          row(`PPO, seed ${seed}, greedy`, greedy),
        ]),
        row("script", scripted),
        row("random keys", random),
      ],
    )}`;
  },
};

const worldsInWords = Object.entries(settings)
  .map(([name, value]) => `${name} ${value}`)
  .join(", ");

import { spawnSync } from "node:child_process";
import { compare as comparison, episodesOf } from "../../../src/audit/index.ts";
import type { EpisodeRecord } from "../../../src/record/index.ts";
import { playRandomly } from "../../random-episodes.ts";
import { registries } from "../../registries.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { epicRewards, gamma } from "./epic-fixture.ts";

const transitions = 24; // few enough that every action can be asked about with every state

interface Measured {
  readonly names: readonly string[];
  readonly ours: readonly (readonly number[])[];
  readonly reference: readonly (readonly number[])[];
  readonly transitions: number;
  readonly draws: number;
}

/** EPIC distances beside those of the definition, written down once more in Python. */
export const compare: Section<Measured> = {
  name: "compare",
  title: "EPIC beside an independent reference",
  async measure() {
    const { signal } = new AbortController();
    const played = await playRandomly("classic/pendulum-v1", { episodes: 1, seed: 1, signal });
    const record = begun(played[0]);
    const episodes = await episodesOf([record], registries.envs);
    const rewards = Object.fromEntries(Object.entries(epicRewards).map(([name, reward]) => [name, { reward }]));
    const draws = transitions * 2 * transitions;
    const { epic } = await comparison(episodes, rewards, registries, { transitions, draws, gamma });
    const state = (row: number) => ["upright", "turning", "torque"].map((name) => record.features[name][row]);
    const rows = Array.from({ length: transitions }, (_, row) => row);
    const fixture = {
      gamma,
      before: rows.map(state),
      action: rows.map((row) => [record.actions[0][row]]),
      after: rows.map((row) => state(row + 1)),
    };
    const { stdout, stderr, status } = spawnSync(python, ["test/parity/epic.py"], {
      input: JSON.stringify(fixture),
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`test/parity/epic.py failed, set PARITY_PYTHON: ${stderr}`);
    const ours = epic?.between as number[][];
    return { names: Object.keys(epicRewards), ours, reference: JSON.parse(stdout), transitions, draws };
  },
  tell({ names, ours, reference, transitions, draws }) {
    const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b, j) => ({ a, b, i, j: i + 1 + j })));
    const difference = Math.max(...pairs.map(({ i, j }) => Math.abs(ours[i][j] - reference[i][j])));
    return `Rewards of the pendulum (\`scripts/results/rewards/epic-fixture.ts\`) on ${transitions} recorded transitions, with all ${draws.toLocaleString("en")} pairs of an action and a next state, and the definition of Gleave et al. (2021) written down once more with NumPy (\`test/parity/epic.py\`). Largest difference: **${difference.toExponential(1)}**; asked for: at most 1e-3.\n\n${table(
      ["rewards", "`reward compare`", "reference"],
      pairs.map(({ a, b, i, j }) => [`${a}, ${b}`, ours[i][j].toFixed(6), reference[i][j].toFixed(6)]),
    )}`;
  },
};

/** The beginning of an episode of one seat, which does not replay. */
const begun = (record: EpisodeRecord): EpisodeRecord => ({
  ...record,
  steps: transitions,
  start: undefined,
  actions: record.actions.map((leaf) => leaf.slice(0, (leaf.length / record.steps) * transitions)),
  observations: undefined,
  features: Object.fromEntries(
    Object.entries(record.features).map(([name, all]) => [name, all.slice(0, transitions + 1)]),
  ),
});

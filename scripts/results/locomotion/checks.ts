import { type Engine, engines } from "../../../src/physics/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { everyId } from "./tasks.ts";

interface Checked {
  readonly checks: number;
  readonly failed: readonly { readonly name: string; readonly detail?: string }[];
}

interface Row {
  readonly env: string;
  readonly on: { readonly [engine in Engine]: Checked };
}

/** The contract of every env, on both engines. */
export const checks: Section<readonly Row[]> = {
  name: "checks",
  title: "The contract, on both engines",
  async measure() {
    const rows: Row[] = [];
    for (const id of everyId.slice(0, ofBudget(everyId.length, 2))) {
      const check = (engine: Engine) => runScript<Checked>(new URL("checks-once.ts", import.meta.url), [id, engine]);
      rows.push({ env: id, on: { mujoco: await check("mujoco"), rapier: await check("rapier") } });
    }
    return rows;
  },
  tell: (rows) =>
    `What \`rewardgym check\` asks of every env, with the param \`engine\`: legal observations and features under every kind of action, equal worlds from equal seeds, saving and loading, closing, memory.\n\n${table(
      ["env", ...engines],
      rows.map(({ env, on }) => [env, ...engines.map((engine) => told(on[engine]))]),
    )}`,
};

const told = ({ checks, failed }: Checked) =>
  failed.length === 0 ? `all ${checks}` : `**fails ${failed.map(({ name }) => name).join("; ")}**`;

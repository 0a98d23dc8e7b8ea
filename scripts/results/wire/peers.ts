import { ofBudget } from "../budget.ts";
import { run } from "../child.ts";
import { openEnvPython, python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { startServer } from "./server-process.ts";

const steps = ofBudget(60_000, 2000);
const seeds = ofBudget(5, 1);

interface Measured {
  readonly solving: {
    readonly versions: { readonly [name: string]: string };
    readonly returns: readonly number[];
    readonly seconds: number;
  };
  readonly checked: {
    readonly gymnasium: string;
    readonly passed: readonly string[];
    readonly failed: { readonly [id: string]: string };
  };
  readonly transcript: {
    readonly openenv: string;
    readonly lines: readonly (readonly [string, unknown])[];
  };
}

/** Unmodified software of others on our server. */
export const peers: Section<Measured> = {
  name: "peers",
  title: "Stable-Baselines3, Gymnasium and OpenEnv, unmodified",
  async measure() {
    const server = await startServer();
    const python3 = async (...args: readonly string[]) =>
      JSON.parse((await run(python, args)).output.trim().split("\n").at(-1)!);
    const solving = await python3("test/parity/sb3-wire.py", server.url, String(steps), String(seeds));
    const checked = await python3("test/parity/check-env.py", server.url);
    const address = `${server.url.replace("ws", "http")}/classic/cart-pole-v1`;
    const { output } = await run(openEnvPython, ["test/parity/openenv-speed.py", "transcript", address]);
    await server.stop();
    return { solving, checked, transcript: JSON.parse(output) };
  },
  tell: ({ solving, checked, transcript }) =>
    `**Stable-Baselines3** ${solving.versions.stableBaselines3}'s PPO with its own defaults on \`gymnasium.make("rewardgym/cart-pole-v1")\`, ${steps / 1000} k steps, ${seeds} seeds, 20 greedy episodes each (500 is all; solved from 475 on): \`test/parity/sb3-wire.py\`.\n\n${table(
      ["seed", "return"],
      solving.returns.map((value, i) => [i + 1, `**${value.toFixed(1)}**`]),
    )}\n\n**Gymnasium** ${checked.gymnasium}'s \`check_env\` on every registered id, pictures too: ${checked.passed.length} pass${
      Object.keys(checked.failed).length
        ? `; **these do not**: ${Object.entries(checked.failed)
            .map(([id, why]) => `\`${id}\` (${why})`)
            .join(", ")}`
        : ", all of them"
    }.\n\n**OpenEnv** ${transcript.openenv}'s \`GenericEnvClient\` on \`/classic/cart-pole-v1\`, one episode:\n\n\`\`\`\n${transcript.lines
      .map(([what, result]) => `${what}\n  ${JSON.stringify(result)}`)
      .join("\n")}\n\`\`\``,
};

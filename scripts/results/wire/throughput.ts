import { percent } from "../../numbers.ts";
import { ofBudget } from "../budget.ts";
import { run, runScript } from "../child.ts";
import { openEnvPython } from "../python.ts";
import { type Section, table } from "../report.ts";
import { startServer } from "./server-process.ts";

const seconds = Math.max(0.3, ofBudget(2000) / 1000);
const rounds = ofBudget(2);
const cartPole = "classic/cart-pole-v1";
const ant = "locomotion/ant-v1";
/** Demands for the binary form: steps per second of cart-pole by number of worlds, and ant's share of its speed in process. */
const demanded = { cartPoles: 500_000, fromWorlds: 64, antShare: 0.7 };
/** Sessions that one client steps at the same time. */
const sideBySide = 4;
const sizes = [1, 16, 64, 256, 1024] as const;

interface Speed {
  readonly stepsPerSecond: number;
  /** Duration of a step of all worlds [ms]. */
  readonly p50: number;
  readonly p99: number;
}

interface Row {
  readonly env: string;
  readonly worlds: number;
  readonly here: Speed;
  readonly binary: Speed;
  /** Several sessions side by side over one socket; not for the largest number of worlds, which needs too much memory. */
  readonly beside?: Speed;
  readonly json: Speed;
}

interface Peer extends Speed {
  readonly openenv: string;
}

interface Measured {
  readonly rows: readonly Row[];
  /** Round trips per second of 512 bytes through the package `ws` alone, between two processes that sleep or stay awake. */
  readonly bare: number;
  readonly bareAwake: number;
  /** OpenEnv's own echo-like server, and OpenEnv's client on our server. */
  readonly peer: { readonly echo: Peer; readonly ours: Peer };
}

const script = new URL("throughput-once.ts", import.meta.url);
const measured = (where: string, env: string, worlds: number, form: string, sessions = 1) =>
  runScript<Speed>(script, [where, env, String(worlds), form, String(seconds), String(sessions)]);
const faster = <S extends Speed>(a: S | undefined, b: S): S => (a && a.stepsPerSecond > b.stepsPerSecond ? a : b);

/** Steps per second through a server. */
export const throughput: Section<Measured> = {
  name: "throughput",
  title: "Steps a second over loopback",
  async measure() {
    const server = await startServer();
    const rows: Row[] = [];
    for (const env of [cartPole, ant])
      for (const worlds of sizes) {
        let [here, binary, beside, json]: (Speed | undefined)[] = [];
        for (let round = 0; round < rounds; round++) {
          here = faster(here, await measured("here", env, worlds, ""));
          binary = faster(binary, await measured(server.url, env, worlds, "binary"));
          if (worlds < sizes[sizes.length - 1])
            beside = faster(beside, await measured(server.url, env, worlds, "binary", sideBySide));
          json = faster(json, await measured(server.url, env, worlds, "json"));
        }
        rows.push({ env, worlds, here: here!, binary: binary!, beside, json: json! });
        console.log(`${env} x ${worlds}: ${thousands(binary!)}, ${thousands(json!)}; here ${thousands(here!)}`);
      }
    let [bare, bareAwake] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      bare = Math.max(bare, await roundTrips("asleep"));
      bareAwake = Math.max(bareAwake, await roundTrips("awake"));
    }
    let [echo, ours]: (Peer | undefined)[] = [];
    for (let round = 0; round < rounds; round++) {
      echo = faster(echo, await openEnv("echo", ""));
      ours = faster(ours, await openEnv("client", `${server.url.replace("ws", "http")}/classic/cart-pole-v1`));
    }
    await server.stop();
    return { rows, bare, bareAwake, peer: { echo: echo!, ours: ours! } };
  },
  tell: ({ rows, bare, bareAwake, peer: { echo, ours } }) =>
    `Server and client in a process each, every step sent after the answer to the last, random actions, customary reward, observations, rewards and final observations sent; ${seconds} s after as long warming up, best of ${rounds} turns.\n\nIn process: the same worlds and reward in one thread. Side by side are ${sideBySide} sessions of so many worlds over one socket, each stepped when it is answered: what a trainer gets that decides for one while others step. A bare echo of 512 bytes between two processes, the package \`ws\` alone, makes ${digits(bare)} round trips a second on this machine, and ${digits(bareAwake)} where both look for messages without sleeping, as our server and client do: what bounds a session that waits for every answer, before any world has moved.\n\n${table(
      [
        "env",
        "worlds",
        "in process",
        "bytes",
        "of in process",
        "p50 [ms]",
        "p99 [ms]",
        "side by side",
        "text",
        "p50 [ms]",
        "p99 [ms]",
      ],
      rows.map(({ env, worlds, here, binary, beside, json }) => [
        env,
        worlds,
        thousands(here),
        `**${thousands(binary)}**`,
        percent(shareOf({ here, binary })),
        binary.p50.toFixed(2),
        binary.p99.toFixed(2),
        beside ? `**${thousands(beside)}**` : "",
        thousands(json),
        json.p50.toFixed(2),
        json.p99.toFixed(2),
      ]),
    )}\n\n${judgement(rows)}\n\nBeside OpenEnv ${echo.openenv} in the same minutes, one world, its own client (\`test/parity/openenv-speed.py\`): an env that only echoes on its own server, and cart-pole on ours.\n\n${table(
      ["server", "env", "steps/s", "p50 [ms]", "p99 [ms]"],
      [
        ["OpenEnv", "echo", digits(echo.stepsPerSecond), echo.p50.toFixed(2), echo.p99.toFixed(2)],
        ["rewardgym", "cart-pole", `**${digits(ours.stepsPerSecond)}**`, ours.p50.toFixed(2), ours.p99.toFixed(2)],
      ],
    )}`,
};

/** Compares with the demand. */
function judgement(rows: readonly Row[]): string {
  const { cartPoles, fromWorlds, antShare } = demanded;
  const short = rows
    .filter((row) =>
      row.env === ant ? shareOf(row) < antShare : row.worlds >= fromWorlds && row.binary.stepsPerSecond < cartPoles,
    )
    .map((row) => `${row.worlds} of ${row.env} (${thousands(row.binary)}, ${percent(shareOf(row))})`);
  const found = short.length
    ? `Short of it: ${short.join(", ")}; after every short step each end has to wake for the other's message`
    : "All of it is reached";
  return `Demanded of bytes: ${thousands({ stepsPerSecond: cartPoles })} from ${fromWorlds} cart-poles on, and of ant ${percent(antShare)} of what it makes in process. ${found}.`;
}

const shareOf = ({ here, binary }: Pick<Row, "here" | "binary">) => binary.stepsPerSecond / here.stepsPerSecond;

const roundTrips = async (how: string): Promise<number> =>
  (await runScript<{ roundTrips: number }>(new URL("bare-once.ts", import.meta.url), [String(seconds), how]))
    .roundTrips;

const openEnv = async (what: string, url: string): Promise<Peer> =>
  JSON.parse((await run(openEnvPython, ["test/parity/openenv-speed.py", what, String(seconds), url])).output);

const thousands = ({ stepsPerSecond }: Pick<Speed, "stepsPerSecond">) =>
  stepsPerSecond < 10_000 ? `${(stepsPerSecond / 1000).toFixed(1)} k/s` : `${Math.round(stepsPerSecond / 1000)} k/s`;
const digits = (value: number) => Math.round(value).toLocaleString("en");

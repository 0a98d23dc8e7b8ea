import { cpus, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { ofBudget } from "../../budget.ts";
import { checkoutOf, here } from "../../checkout.ts";
import { table } from "../../report.ts";
import { attacks } from "./attacks.ts";
import { before } from "./before.ts";
import { besieged, type Trial } from "./trial.ts";

const seconds = ofBudget(6, 3);
const secondsBefore = ofBudget(4, 3);
const many = 20;
const asked = { p99: 50, longest: 1000, memory: 2 ** 30, back: 10 };
/** After all attacks, until the memory is read once more [s]. */
const restSeconds = ofBudget(30, 3);
/** For the older server to be back: most of what it does not free in that time it never frees [s]. */
const backBefore = 6;

interface Row {
  readonly name: string;
  readonly title: string;
  readonly one: Trial;
  readonly many: Trial;
  /** One socket, against the older server. */
  readonly before: Trial;
}

export interface Attacked {
  readonly rows: readonly Row[];
  /** One server under all attacks of many sockets, one after another: the most memory, the worst p99, and the memory after a rest. */
  readonly inARow: { readonly memory: number; readonly p99: number; readonly rested: number };
  /** Seconds from SIGTERM to the end of a server with refused connections, and of one that paints. */
  readonly ends: { readonly [attack: string]: number };
  /** Processes that wanted a core, on average, besides the number of cores. */
  readonly load: number;
  readonly cores: number;
}

/** Attackers beside a client that only steps. */
export async function attackAll(): Promise<Attacked> {
  const older = checkoutOf(before);
  const rows: Row[] = [];
  for (const { name, title } of attacks) {
    const server = await besieged(here);
    const one = await server.trial(name, 1, seconds);
    const all = await server.trial(name, many, seconds);
    await server.stop();
    rows.push({ name, title, one, many: all, before: await alone(older, name) });
    console.log(name, JSON.stringify(rows.at(-1)));
  }
  const ends: { [attack: string]: number } = {};
  for (const name of ["upgrades", "render"]) ends[name] = await (await besieged(here)).endDuring(name);
  return { rows, inARow: await inARow(), ends, load: loadavg()[1], cores: cpus().length };
}

/** Against a server of its own, since it may not survive. */
async function alone(checkout: string, name: string): Promise<Trial> {
  const server = await besieged(checkout);
  try {
    return await server.trial(name, 1, secondsBefore, backBefore);
  } finally {
    await server.stop();
  }
}

/** One server takes all attacks. */
async function inARow(): Promise<Attacked["inARow"]> {
  const server = await besieged(here);
  const trials: Trial[] = [];
  for (const { name } of attacks) trials.push(await server.trial(name, many, secondsBefore));
  await sleep(1000 * restSeconds);
  const rested = server.memory();
  await server.stop();
  return {
    memory: Math.max(...trials.map(({ memory }) => memory)),
    p99: Math.max(...trials.map(({ p99 }) => p99)),
    rested,
  };
}

export const tellAttacks = ({ rows, inARow, ends, load, cores }: Attacked): string =>
  `An attacker with a client written from \`docs/protocol.md\` (\`scripts/results/wire/siege/attacks.ts\`) works for ${seconds} s on one socket, then on ${many}, and leaves without closing anything; a bystander in another process steps one cart-pole every 5 ms. Each attack has a fresh server, with \`--grace 2\` and otherwise as it is started; its memory is what is resident. Back: until sessions, descriptors and threads are what they were, but for threads that sessions share, one a core. The bystander's times are p50 / p99 / longest [ms]. Before: the server of ${before}, one socket, ${secondsBefore} s, a fresh server for each attack, which has ${backBefore} s to be back.\n\n${table(
    ["attack", "one socket", `${many} sockets`, "memory [MiB]", "back [s]", "before", "memory [MiB]", "back [s]"],
    rows.map(({ title, one, many, before }) => [
      title,
      timesOf(one),
      timesOf(many),
      `${mebibytes(one)}, ${mebibytes(many)}`,
      `${backOf(one)}, ${backOf(many)}`,
      timesOf(before),
      mebibytes(before),
      backOf(before),
    ]),
  )}\n\nA server with 1,500 refused connections open ends ${ends.upgrades.toFixed(1)} s after SIGTERM, one that paints for ${many} sockets ${ends.render.toFixed(1)} s after it. One server that takes all attacks of ${many} sockets, ${secondsBefore} s each, one after another, holds ${Math.round(inARow.memory / 2 ** 20)} MiB at most and ${Math.round(inARow.rested / 2 ** 20)} MiB after ${restSeconds} s of rest; the bystander's worst p99 is ${inARow.p99.toFixed(0)} ms.\n\n${judgement(rows, load, cores)}`;

const timesOf = ({ p50, p99, longest, failed }: Trial): string =>
  failed || longest === undefined
    ? `**lost** (${failed ?? "no answer"})`
    : [p50, p99, longest].map((time) => (time < 10 ? time.toFixed(1) : Math.round(time))).join(" / ");
const mebibytes = ({ memory }: Trial) => Math.round(memory / 2 ** 20);
const backOf = ({ back, left }: Trial): string =>
  back < 0
    ? `**not**: ${left.sessions} sessions, ${left.descriptors} descriptors, ${left.threads} threads more`
    : back.toFixed(1);

/** Compares with what was asked. */
function judgement(rows: readonly Row[], load: number, cores: number): string {
  const trials = rows.flatMap(({ title, one, many }) => [
    { what: `${title} (one socket)`, ...one },
    { what: `${title} (20)`, ...many },
  ]);
  const idle = trials[0];
  const short = (name: string, isShort: (trial: Trial) => boolean) => {
    const found = trials.slice(2).filter((one) => isShort(one));
    return found.length ? `${name}: ${found.map(({ what }) => what).join(", ")}` : "";
  };
  const missed = [
    short("p99 of 50 ms", ({ p99 }) => !(p99 < asked.p99)),
    short("longest of 1 s", ({ longest }) => !(longest < asked.longest)),
    short("memory of 1 GiB", ({ memory }) => memory > asked.memory),
    short("back within 10 s", ({ back }) => back < 0 || back > asked.back),
  ].filter(Boolean);
  const found = missed.length ? `Not reached: ${missed.join("; ")}.` : "All of it is reached.";
  const limit = `While this was measured, ${load.toFixed(0)} processes at a time wanted the machine's ${cores} cores; with nobody attacking, the bystander's p99 was ${Math.round(idle.p99)} ms and its longest ${Math.round(idle.longest)} ms. Whoever wants to see the server alone needs an idle machine.`;
  return `Asked: p99 under 50 ms and longest under 1 s besides the bystander's own step, memory under 1 GiB, all back within 10 s. ${found}${load > cores ? ` ${limit}` : ""}`;
}

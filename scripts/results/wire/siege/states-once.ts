import pino from "pino";
import { WebSocket } from "ws";
import { generator, type Rng, unpack } from "../../../../src/core/index.ts";
import { serve } from "../../../../src/wire/server/index.ts";
import { sealWith } from "../../../../src/wire/server/seal.ts";
import { flipped, withFlippedState } from "../../../../test/fixtures/spoiled-worlds.ts";

/**
 * Loads spoiled worlds into a server in this process and steps them; prints the outcome. Arguments: states, seconds at
 * most, seed. Half of them bear the server's seal, as if its key were known, and reach the loader. Beside every env a
 * bystander steps equal worlds in two sessions, which must see the same and never end as diverged.
 */
const [count, most, seed] = process.argv.slice(2).map(Number);
const stateKey = new TextEncoder().encode("a key that the attacker knows");
const host = new URL("../../../serve/host.ts", import.meta.url).href;
const log = pino({ level: "silent" });
const server = await serve({ host, port: 0, threads: 2, version: "fuzz", log, stateKey, deadlineSeconds: 20 });
const seal = sealWith(stateKey);

interface Kind {
  readonly env: string;
  readonly engine?: string;
  /** Of all states. */
  readonly share: number;
}
const kinds: readonly Kind[] = [
  ...["cart-pole", "pendulum", "acrobot", "mountain-car"].map((name) => ({ env: `classic/${name}-v1`, share: 0.12 })),
  ...["room", "instructions", "challenge"].map((name) => ({ env: `dungeon/${name}-v1`, share: 0.07 })),
  ...["highway", "merge", "parking"].map((name) => ({ env: `driving/${name}-v1`, share: 0.033 })),
  ...["hopper", "ant", "reacher"].map((name) => ({ env: `locomotion/${name}-v1`, engine: "mujoco", share: 0.07 })),
  ...["hopper", "ant"].map((name) => ({ env: `locomotion/${name}-v1`, engine: "rapier", share: 0.001 })), // whose panics end threads
];

type Answer = {
  readonly ok?: { readonly session: string; readonly state: string; readonly terminated: number[] };
  readonly error?: { readonly code: string };
};

class Talker {
  readonly #socket: WebSocket;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #id = 0;
  session = "";

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#waiting.shift()?.(JSON.parse(data.toString())));
  }

  ask(message: object): Promise<Answer> {
    this.#socket.send(JSON.stringify({ id: ++this.#id, session: this.session || undefined, ...message }));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

async function opened({ env, engine }: Kind, start: number): Promise<Talker> {
  const socket = new WebSocket(server.url, ["rewardgym.v1"]);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const talker = new Talker(socket);
  const made = await talker.ask({ op: "make", env, ...(engine && { params: { engine } }) });
  if (!made.ok) throw new Error(`${env}: ${JSON.stringify(made.error)}`);
  talker.session = made.ok.session;
  await talker.ask({ op: "reset", seed: start });
  return talker;
}

const actions = async (env: string): Promise<unknown> => {
  const talker = await opened({ env, share: 0 }, 1);
  for (const tried of [[0], [0, 0, 0], Array(8).fill(0), [0, 0]]) {
    const { ok } = await talker.ask({ op: "step", actions: tried });
    if (ok) {
      await talker.ask({ op: "close" });
      return tried;
    }
  }
  throw new Error(`no action for ${env}`);
};

function spoiled(rng: Rng, state: Uint8Array): Uint8Array {
  const inside = rng.uniform() < 0.7;
  let changed = state;
  for (let flips = 1 + rng.integer(4); flips > 0; flips--)
    changed = inside
      ? withFlippedState(changed, rng.integer(2 ** 20) % (8 * inner))
      : flipped(changed, rng.integer(8 * changed.length));
  return changed;
}
let inner = 0;

function crafted(rng: Rng, state: Uint8Array, isSealed: boolean): Uint8Array {
  for (;;)
    try {
      const bytes = spoiled(rng, state);
      return isSealed ? seal.close(bytes) : bytes;
    } catch {} // no record any more, so that it cannot be sealed
}

const begun = performance.now();
const codes: { [code: string]: number } = {};
const sent: { [kind: string]: { sealed: number; unsealed: number } } = {};
const longest = { sealed: 0, unsealed: 0 };
let [looks, changed] = [0, 0];
const tally = (answer: Answer) => {
  const code = answer.error?.code ?? "loaded";
  codes[code] = (codes[code] ?? 0) + 1;
};

for (const [number, kind] of kinds.entries()) {
  const name = `${kind.env}${kind.engine ? `, ${kind.engine}` : ""}`;
  const rng = generator(seed, name);
  const zero = await actions(kind.env);
  const [bystander, twin] = [await opened(kind, 5), await opened(kind, 5)];
  let attacker = await opened(kind, 1);
  const { ok } = await attacker.ask({ op: "save", world: 0 });
  const state = new Uint8Array(Buffer.from(ok!.state, "base64"));
  inner = (unpack(state) as unknown as { world: { state: Uint8Array } }).world.state.length;
  const together = kind.engine === "rapier" ? 1 : 12;
  const wanted = Math.max(2 * together, Math.round(count * kind.share));
  const until = begun + (most * 1000 * (number + 1)) / kinds.length;
  sent[name] = { sealed: 0, unsealed: 0 };
  for (let round = 0, done = 0; done < wanted && (round < 2 || performance.now() < until); round++) {
    const how = round % 2 ? "sealed" : "unsealed"; // the first rounds wait for code to be compiled
    const batch = Array.from({ length: together }, () => {
      done++;
      sent[name][how]++;
      const bytes = crafted(rng, state, how === "sealed");
      return [
        attacker.ask({ op: "load", world: 0, state: Buffer.from(bytes).toString("base64") }).then(tally),
        attacker.ask({ op: "step", actions: zero }),
      ];
    });
    const asked = performance.now();
    const [seen, expected] = await Promise.all([bystander, twin].map((one) => one.ask({ op: "step", actions: zero })));
    longest[how] = Math.max(longest[how], performance.now() - asked);
    looks++;
    if (!seen.ok || JSON.stringify(seen.ok) !== JSON.stringify(expected.ok)) changed++;
    const answers = (await Promise.all(batch.flat())) as (Answer | undefined)[];
    if (answers.some((answer) => answer?.error?.code === "vector/failed")) {
      await attacker.ask({ op: "close" });
      attacker = await opened(kind, 1);
    }
  }
  for (const one of [attacker, bystander, twin]) await one.ask({ op: "close" });
}
const metrics = await (await fetch(`${server.url.replace("ws", "http")}/metrics`)).text();
const read = (name: string) => Number(new RegExp(`^rewardgym_${name} (\\d+)$`, "m").exec(metrics)?.[1]);
const [deaths, left] = [read("thread_deaths_total"), read("sessions")];
const seconds = (performance.now() - begun) / 1000;
void server.close();
console.log(
  JSON.stringify({
    sent,
    seconds,
    codes,
    looks,
    changed,
    longest,
    deaths,
    left,
    defects: codes["internal/defect"] ?? 0,
  }),
);
process.exit();

/**
 * OpenEnv's own messages (version 0.3) over a socket of its own: `reset`, `step`, `state` and `close` for one world. The
 * address names the env: `ws://host:7447/classic/cart-pole-v1/ws`. An action is `{"action": ...}`, an observation
 * `{"observation": ...}` with `terminated` and `truncated` beside it, which OpenEnv's `done` does not tell apart.
 */
import { randomInt, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { CodedError, type Deferred, deferred, fail, messageOf } from "../../core/index.ts";
import { type Answer, clipped } from "../answers.ts";
import { encodeText, type Frame, type Message } from "../frame.ts";
import type { StepColumns } from "../messages.ts";
import { frameOf } from "../peek.ts";
import type { Host } from "./host.ts";
import { readInTurns } from "./inbox.ts";
import type { Measures } from "./measures.ts";
import type { Owner } from "./owner.ts";
import type { Sessions } from "./sessions.ts";

/** The env that an OpenEnv address names; undefined for other addresses. */
export function openEnvIn(url: string): string | undefined {
  const [, env] = /^\/([a-z0-9-]+\/[a-z0-9-]+)\/ws\/?(\?|$)/.exec(url) ?? [];
  return env;
}

export interface OpenEnvSetup {
  readonly host: Host;
  readonly sessions: Sessions;
  readonly measures: Measures;
  readonly log: Logger;
  /** The socket. */
  readonly out: Owner;
  /** Of one frame. */
  readonly maxTextBytes: number;
}

const shown = (message: string) => clipped(message, 500);

/** About the longest answer [bytes]. */
const answerBytes = 2 ** 16;

const unwell = 1011; // RFC 6455, 7.4.1
const normal = 1000;

export function speakOpenEnv(
  socket: WebSocket,
  env: string,
  { host, sessions, measures, log, out, maxTextBytes }: OpenEnvSetup,
): void {
  let answered: Deferred<Answer> | undefined;
  const owner: Owner = {
    send: (frame: Frame) => answered?.resolve(JSON.parse(frame as string)),
    take: () => true,
    release: () => undefined,
    eased: async () => undefined,
    holdUntil: () => undefined,
  };
  const made = make();
  made.catch((thrown) => {
    tell({ type: "error", data: { message: messageOf(thrown), code: "FACTORY_ERROR" } });
    socket.close(unwell, "the env cannot be made");
  });
  let requests = 0;
  let ended = false;
  let state = { episode_id: "", step_count: 0 };

  async function make() {
    const { seats } = await host.describe({ id: env });
    if (seats > 1)
      fail("env/unsupported", {
        given: `${env}, whose worlds have ${seats} seats, for OpenEnv`,
        expected: "an env with one seat: OpenEnv has one agent a world",
        fix: "Use the protocol rewardgym.v1.",
      });
    return sessions.make({ env, autoReset: "off" }, { owner, id: 0, asked: "" });
  }

  const tell = (message: Message) => out.send(encodeText(message));

  async function ask(op: "reset" | "step", given: Message): Promise<StepColumns> {
    const { session } = await made;
    const id = ++requests;
    answered = deferred<Answer>();
    sessions.ask(session, { id, op, frame: encodeText({ id, op, session, ...given }) }, owner);
    const answer = await answered.promise;
    if ("error" in answer) throw Object.assign(new Error(answer.error.message), { wire: answer.error.code });
    return answer.ok as unknown as StepColumns;
  }

  function observation(
    { observations, rewards, terms, terminated, truncated, ended }: StepColumns,
    isStep: boolean,
  ): Message {
    const done = terminated[0] + truncated[0] > 0;
    return {
      type: "observation",
      data: {
        observation: {
          observation: observations,
          terminated: terminated[0] === 1,
          truncated: truncated[0] === 1,
          ...(isStep &&
            terms && { terms: Object.fromEntries(Object.entries(terms).map(([name, [value]]) => [name, value])) }),
          ...(ended && { score: ended.scores[0] }),
        },
        reward: isStep && rewards ? rewards[0] : null,
        done,
      },
    };
  }

  const answers: { readonly [type: string]: (data: Message) => Promise<Message | undefined> } = {
    async reset({ seed, episode_id }) {
      const columns = await ask("reset", ended && seed == null ? {} : { seed: seed ?? randomInt(2 ** 32) });
      ended = false;
      state = { episode_id: typeof episode_id === "string" ? episode_id : randomUUID(), step_count: 0 };
      return observation(columns, false);
    },
    async step({ action }) {
      const columns = await ask("step", { actions: action });
      ended = columns.terminated[0] + columns.truncated[0] > 0;
      state = { ...state, step_count: state.step_count + 1 };
      return observation(columns, true);
    },
    state: async () => ({ type: "state", data: { ...state, env } }),
    async close() {
      socket.close(normal);
      return undefined;
    },
  };

  async function converse(data: Buffer<ArrayBuffer>): Promise<void> {
    let message: Message;
    try {
      message = JSON.parse(frameOf(data, false, maxTextBytes) as string);
    } catch (thrown) {
      return tell({
        type: "error",
        data: { message: shown(`Invalid JSON: ${messageOf(thrown)}`), code: "INVALID_JSON" },
      });
    }
    const type = String(Object(message).type ?? "");
    try {
      if (!Object.hasOwn(answers, type))
        return tell({ type: "error", data: { message: shown(`Unknown message type: ${type}`), code: "UNKNOWN_TYPE" } });
      const data = Object(message).data ?? {};
      if (typeof data !== "object" || Array.isArray(data))
        fail("wire/request", { given: `data of ${type} that is not a record`, expected: "a record" });
      const reply = await answers[type](data as Message);
      if (reply) tell(reply);
    } catch (thrown) {
      const wire =
        (thrown as { wire?: string }).wire ?? (thrown instanceof CodedError ? thrown.code : "internal/defect");
      if (wire === "internal/defect") log.error({ err: thrown }, "a request of OpenEnv's kind failed");
      measures.refused(wire);
      const isTheirs = ["action/illegal", "wire/request"].includes(wire);
      tell({
        type: "error",
        data: { message: shown(messageOf(thrown)), code: isTheirs ? "VALIDATION_ERROR" : "EXECUTION_ERROR" },
      });
    }
  }

  async function converseWithRoom(data: Buffer<ArrayBuffer>): Promise<void> {
    while (!out.take(answerBytes)) await out.eased();
    if (socket.readyState === socket.OPEN) await converse(data);
    out.release(answerBytes);
  }

  readInTurns({ socket, owner: out, maxTextBytes }, converseWithRoom);
  socket.on("close", async () => {
    answered?.reject(new Error("the client is gone"));
    answered?.promise.catch(() => undefined);
    const { session } = await made.catch(() => ({ session: undefined }));
    if (session !== undefined) await sessions.close(session, owner).catch(() => undefined);
  });
}

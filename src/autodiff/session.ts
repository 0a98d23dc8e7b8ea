import type { Tensor } from "onnxruntime-common";
import { availableParallelism } from "#platform";
import { type Device, fail, messageOf } from "../core/index.ts";
import { runtime } from "./runtime.ts";
import { openAside } from "./session-aside.ts";

export type Value = Tensor;
export type Data = Float32Array | Int32Array | Uint8Array | Int16Array | BigInt64Array | Float64Array;

/** Wraps an array for a session without copying: the array stays the caller's and is read when the session runs. */
export function value(data: Data, shape: readonly number[]): Value {
  const type = data instanceof BigInt64Array ? "int64" : data.constructor.name.replace("Array", "").toLowerCase();
  return new (runtime().Tensor)(type as "float32", data as Float32Array, shape);
}

/** A compiled model on a device. `run` blocks the calling thread, unless the session was opened in a worker thread. */
export interface Session {
  readonly device: Device;
  /** One line for people: device and threads. */
  readonly description: string;
  run(inputs: { readonly [name: string]: Value }): Promise<{ readonly [name: string]: Float32Array }>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Tried in this order; the first that opens is used. */
  readonly devices?: readonly Device[];
  /** Threads inside an operator; one is fastest for small networks. */
  readonly threads?: number;
  /** Whether to use a worker thread, so that `run` does not block the calling thread; costs a copy in and out. */
  readonly aside?: boolean;
}

/**
 * Opens a session.
 * @throws `device/unavailable` if none of the devices opens, with the reason for each
 */
export async function openSession(
  model: Uint8Array,
  { devices = ["cpu"], threads = 1, aside = false }: SessionOptions = {},
): Promise<Session> {
  if (aside) return openAside(model, { devices, threads });
  runtime(); // no device opens without it
  const reasons: string[] = [];
  for (const device of devices) {
    try {
      return await open(model, device, threads);
    } catch (thrown) {
      reasons.push(`${device}: ${firstLine(messageOf(thrown))}`);
    }
  }
  return fail("device/unavailable", {
    given: `device ${devices.join(", ")}`,
    expected: "a device on which a session opens",
    fix: `${reasons.join("; ")}. \`rewardgym doctor\` shows what works here; \`--device cpu\` always does.`,
  });
}

async function open(model: Uint8Array, device: Device, threads: number): Promise<Session> {
  const session = await runtime().InferenceSession.create(model, {
    executionProviders: [device],
    intraOpNumThreads: Math.min(threads, availableParallelism()),
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  return {
    device,
    description: device === "cpu" ? `cpu, ${threads} thread${threads === 1 ? "" : "s"}` : device,
    async run(inputs) {
      const outputs = await session.run(inputs);
      const results: { [name: string]: Float32Array } = {};
      for (const name of session.outputNames) results[name] = outputs[name].data as Float32Array;
      return results;
    },
    close: () => session.release(),
  };
}

const firstLine = (text: string) => text.split("\n")[0].slice(0, 200);

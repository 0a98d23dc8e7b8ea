/** Runs in a worker thread: owns a session and runs the inputs it receives, one after another. */
import { parentPort, workerData } from "node:worker_threads";
import { assert, packThrown } from "../core/index.ts";
import { openSession, value } from "./session.ts";
import type { Question, Reply, SessionSetup } from "./session-aside.ts";

assert(parentPort, "a session aside lives in a worker thread");
const port = parentPort;
const { model, options } = workerData as SessionSetup;
const post = (reply: Reply): void => port.postMessage(reply);

try {
  const session = await openSession(model, options);
  port.on("message", async (question: Question) => {
    if (question === "close") {
      await session.close();
      port.close();
      return;
    }
    try {
      const inputs = Object.entries(question).map(([name, { data, dims }]) => [name, value(data, dims)] as const);
      post({ kind: "results", results: await session.run(Object.fromEntries(inputs)) });
    } catch (thrown) {
      post({ kind: "refusal", thrown: packThrown(thrown) });
    }
  });
  post({ kind: "ready", device: session.device, description: session.description });
} catch (thrown) {
  post({ kind: "unable", thrown: packThrown(thrown) });
}

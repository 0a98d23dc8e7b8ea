/** Runs in a worker thread: owns a session and runs the inputs it receives. */
import { serveParent } from "../rpc/index.ts";
import { type Data, openSession, type Session, type SessionOptions, value } from "./session.ts";

let session: Session;

const functions = {
  async open(model: Uint8Array, options: SessionOptions) {
    session = await openSession(model, options);
    return { device: session.device, description: session.description };
  },
  run(inputs: { readonly [name: string]: { readonly data: Data; readonly dims: readonly number[] } }) {
    const values = Object.entries(inputs).map(([name, { data, dims }]) => [name, value(data, dims)] as const);
    return session.run(Object.fromEntries(values));
  },
  close: () => session.close(),
};
export type SessionFunctions = typeof functions;

serveParent(functions);

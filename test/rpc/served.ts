// What the worker of the tests serves.
import { fail } from "../../src/core/index.ts";
import { serveParent } from "../../src/rpc/index.ts";

export interface Listener {
  heard(word: string): void;
  double(value: number): number;
}

let given = new Uint8Array(0);

const functions = {
  add: (a: number, b: number) => a + b,
  refuse: (given: string) => fail("vector/failed", { given, expected: "another", fix: "Ask again." }),
  quadruple: async (value: number) => main.call("double", await main.call("double", value)),
  say: (word: string) => main.tell("heard", word),
  give: (bytes: number) => {
    given = new Uint8Array(bytes).fill(bytes);
    return given;
  },
  left: () => given.byteLength,
  wait: () => new Promise<void>(() => {}),
  leave: (code: number) => process.exit(code),
  burst: () => {
    setImmediate(() => {
      throw new Error("burst");
    });
    return functions.wait();
  },
  blunder: () => {
    throw new Error("blunder");
  },
};
export type Served = typeof functions;

const main = serveParent<Listener>(functions, (result) => (result === given ? [given.buffer] : []));

export * from "./rpc.ts";
export * from "./worker.ts";

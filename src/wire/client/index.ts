export { type Connection, type ConnectOptions, connect, type Greeting } from "./connection.ts";
export { describeRemote } from "./describe-remote.ts";
export type { SocketKind } from "./dial.ts";
export { openRemote, type RemoteOptions, type RemoteVectorEnv } from "./remote-vector.ts";
export { type Watchable, type WatchedWorld, watchableAt, watchRemote } from "./watch-remote.ts";

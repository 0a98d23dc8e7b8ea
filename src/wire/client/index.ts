export { type Connection, type ConnectOptions, connect, type Greeting, type SocketKind } from "./connection.ts";
export { describeRemote } from "./describe-remote.ts";
export { openRemote, type RemoteOptions, type RemoteVectorEnv } from "./remote-vector.ts";

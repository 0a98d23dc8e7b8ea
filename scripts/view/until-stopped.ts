import type { ViewServer } from "../../src/viewer/server/index.ts";

/** Opens a server, says where it is, and closes it after Ctrl-C. @param opened is called with its address */
export async function untilStopped(
  open: () => Promise<ViewServer>,
  does: string,
  opened?: (url: string) => Promise<void>,
): Promise<void> {
  const server = await open();
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  console.log(`${server.url} ${does}; Ctrl-C ends it.`);
  await opened?.(server.url);
  await stopped;
  await server.close();
}

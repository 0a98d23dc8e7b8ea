import { CodedError } from "../../core/index.ts";
import { connect } from "../../wire/client/connection.ts";
import { type WatchedWorld, watchRemote } from "../../wire/client/watch-remote.ts";
import type { LiveSetting } from "./setting.ts";

export type { WatchedWorld };

const pause = 500; // between two tries [ms]

/**
 * Watches a world of somebody else's session.
 * Waits for one that has not begun.
 * @throws what connecting throws, `wire/session` where it cannot be watched
 */
export async function openWatched(
  { server }: Pick<LiveSetting, "server">,
  world: number,
  onNotice: (notice: string) => void,
): Promise<WatchedWorld> {
  const { url, token, session = "" } = server!;
  const connection = await connect(url, { token, onNotice });
  for (;;)
    try {
      return await watchRemote(connection, session, world);
    } catch (thrown) {
      if (!(thrown instanceof CodedError && thrown.code === "vector/unready")) {
        connection.close();
        throw thrown;
      }
      onNotice("This session has not begun yet.");
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

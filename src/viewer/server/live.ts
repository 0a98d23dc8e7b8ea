import type { IncomingMessage } from "node:http";
import { fail } from "../../core/index.ts";
import { parseEpisode } from "../../record/index.ts";
import type { LiveSetting } from "../live/setting.ts";

/** What a live page is served with. */
export interface LiveServing {
  readonly setting: LiveSetting;
  /** The bytes of `setting.policy`. */
  readonly policy?: Uint8Array;
  /** Takes an episode that somebody has played. @returns its file's name */
  keep?(name: string, episode: Uint8Array): Promise<string>;
}

const longestEpisode = 256 * 2 ** 20; // [bytes]

/**
 * Takes an episode from the page.
 * @throws `wire/request` for one that is too long or has no proper name, `file/corrupt` for bytes that are no episode
 */
export async function kept(
  request: IncomingMessage,
  name: string,
  keep: NonNullable<LiveServing["keep"]>,
): Promise<{ readonly file: string }> {
  if (!/^[a-z0-9-]{1,80}$/.test(name))
    fail("wire/request", { given: `the name ${JSON.stringify(name)}`, expected: "small letters, digits and hyphens" });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > longestEpisode)
      fail("wire/request", { given: "a longer episode", expected: `at most ${longestEpisode} bytes` });
  }
  const bytes = new Uint8Array(Buffer.concat(pieces));
  parseEpisode(bytes, "what the page sent");
  return { file: await keep(name, bytes) };
}

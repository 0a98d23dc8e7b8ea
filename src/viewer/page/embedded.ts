import type { Packable } from "../../core/pack.ts";
import { unpack } from "../../core/unpack.ts";

/** The id of the element that holds the answers: packed, as raw deflate, in base64. */
export const embeddedId = "embedded";

let answers: Promise<{ readonly [path: string]: Packable } | undefined> | undefined;

/** What a page that stands alone brings along instead of a server, by path; nothing where there is a server. */
export function embeddedAnswers(): Promise<{ readonly [path: string]: Packable } | undefined> {
  answers ??= read();
  return answers;
}

export const standsAlone = (): boolean => document.getElementById(embeddedId) !== null;

async function read() {
  const text = document.getElementById(embeddedId)?.textContent;
  if (!text) return undefined;
  const deflated = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(inflated).arrayBuffer());
  return unpack(bytes, "the page's episode") as { readonly [path: string]: Packable };
}

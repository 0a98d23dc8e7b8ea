/**
 * What Node and a browser do differently. Plain JavaScript, so that the source and the build load the same files by the
 * name `#platform`: package.json's `imports` choose between `node.js` and `browser.js`.
 */

/** Worker threads; a page has none that could share memory with it. */
export const threads: typeof import("node:worker_threads") | undefined;

/** How many threads can run at the same time. */
export function availableParallelism(): number;

/** The SHA-256 of the parts one after another. */
export function sha256(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;

import type { BoundEnv, Deferred } from "../../core/index.ts";
import type { Birth } from "./birth.ts";
import type { Wish } from "./host.ts";
import type { Asked, HostedSession } from "./hosted-session.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import type { Owner } from "./owner.ts";
import type { ColumnBytes } from "./size.ts";

/** A session as its client knows it. */
export interface Made {
  readonly session: string;
  /** Lets the client resume the session. */
  readonly token: string;
  readonly terms: readonly string[];
  readonly env: BoundEnv;
}

/** A session as the server knows it. */
export interface Entry {
  readonly name: string;
  readonly token: string;
  readonly wish: Wish;
  readonly hosted: HostedSession;
  /** The request that made it. */
  readonly birth: Birth;
  /** Settled once it is open. */
  readonly made: Deferred<Made>;
  /** At most how large its columns are. */
  readonly columnBytes: ColumnBytes;
  /** The room that its worlds take [bytes]. */
  readonly bytes: number;
  /** About the most that all its worlds take when saved, in text [bytes]. */
  readonly savedBytes: number;
  owner: Owner | undefined;
  /** Looks again whether there is room for the next answer, and for whom. */
  wake: (() => void) | undefined;
  grace: NodeJS.Timeout | undefined;
  readonly queue: Asked[];
  running: Promise<void> | undefined;
  readonly answers: KeptAnswers;
  /** The highest request number so far. */
  latest: number;
  ending: Promise<void> | undefined;
}

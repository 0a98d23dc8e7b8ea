import type { Answer } from "../../src/labels/index.ts";
import { type Page, withNotice } from "../play/page.ts";
import { painter } from "../play/painter.ts";
import type { Terminal } from "../play/terminal.ts";
import { envOf } from "./cut.ts";
import { playedClip } from "./played.ts";
import type { Session, ShownPair } from "./session.ts";
import { type PairView, pairView, smallest } from "./view.ts";

const quitKeys = ["q", "Ctrl+c", "Ctrl+q"];
const frameMs = 100; // from step to step of clips that move
const keysInWords = "←/→ which is better, after 1-3 how much; = equal; s cannot tell; w why; u undo; q quit";

/** Asks a person at a terminal until there are no more pairs, `most` labels were given, or the person has enough. */
export async function labelLive(
  session: Session,
  terminal: Terminal,
  signal: AbortSignal,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const screen = painter(terminal.size, smallest);
  signal.addEventListener("abort", terminal.wake);
  try {
    let notice: string | undefined;
    while (session.given < most && !signal.aborted) {
      const pair = await session.next();
      if (!pair) return;
      const given = await ask(await viewOf(pair), { session, terminal, screen, signal, notice });
      if (given === "quit") return;
      if (given === "undo") {
        const last = await session.undo();
        notice = last ? "The last label is taken back: this is its pair." : "There is no label to take back.";
      } else {
        await session.answer(given);
        notice = undefined;
      }
    }
  } finally {
    signal.removeEventListener("abort", terminal.wake);
  }
}

async function viewOf(pair: ShownPair): Promise<PairView> {
  const env = await envOf(pair.clips.a);
  const [a, b] = [await playedClip(pair.clips.a, env), await playedClip(pair.clips.b, env)];
  return pairView(pair, env, { a, b });
}

interface Asking {
  readonly session: Session;
  readonly terminal: Terminal;
  readonly screen: ReturnType<typeof painter>;
  readonly signal: AbortSignal;
  readonly notice: string | undefined;
}

async function ask(
  view: PairView,
  { session, terminal, screen, signal, ...given }: Asking,
): Promise<Answer | "quit" | "undo"> {
  let [step, strength] = [0, 1];
  let notice = given.notice;
  let reason: string | undefined;
  let isWriting = false;
  const graded = (grade: number): Answer => ({ grade, ...(reason && { reason }) });

  const show = () => {
    const status = `${session.given} labels; strength ${strength}${reason === undefined ? "" : `; because: ${reason}`}`;
    const page: Page = view.page(terminal.size, step, [status, ""]);
    terminal.write(
      screen.paint(withNotice(page, isWriting ? `why: ${reason ?? ""}_` : (notice ?? keysInWords), terminal.size)),
    );
  };
  const write = (key: string) => {
    if (key === "Enter") isWriting = false;
    else if (key === "Escape") [isWriting, reason] = [false, undefined];
    else if (key === "Backspace") reason = (reason ?? "").slice(0, -1);
    else if ([...key].length === 1) reason = (reason ?? "") + key;
  };
  const press = (key: string): Answer | "undo" | undefined => {
    notice = undefined;
    if (key === "ArrowLeft") return graded(strength);
    if (key === "ArrowRight") return graded(-strength);
    if (key === "=") return graded(0);
    if (key === "s") return { grade: null, ...(reason && { reason }) };
    if (key === "u") return "undo";
    if (/^[123]$/.test(key)) strength = Number(key);
    else if (key === "w") isWriting = true;
    else notice = keysInWords;
    return undefined;
  };

  for (;;) {
    show();
    const event = await terminal.next(frameMs);
    if (signal.aborted || event?.kind === "gone") return "quit";
    if (event === undefined) step = step >= view.steps ? 0 : step + 1;
    else if (event.kind === "resize") screen.resized(terminal.size);
    else if (isWriting && event.key !== "Ctrl+c") write(event.key);
    else if (quitKeys.includes(event.key)) return "quit";
    else {
      const answer = press(event.key);
      if (answer !== undefined) return answer;
    }
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { CodedError, type ErrorCode } from "../../src/core/index.ts";

/** A fresh folder, removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The coded error that the work ends in, if it ends in one; anything else thrown goes on. */
export async function codedError(work: () => unknown): Promise<CodedError | undefined> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown;
    throw thrown;
  }
  return undefined;
}

export const codeOf = async (work: () => unknown): Promise<ErrorCode | undefined> => (await codedError(work))?.code;

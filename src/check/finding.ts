import { messageOf } from "../core/index.ts";

/** The result of one check. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was examined, or what is wrong. */
  readonly detail: string;
  /** The likely fix, in a sentence. */
  readonly fix?: string;
  /** Not wrong, but perhaps unintended. */
  readonly warning?: boolean;
}

/** One thing that must hold of a subject. `run` says what it looked at, doubts, or throws. */
export interface Check<Subject> {
  readonly name: string;
  readonly fix: string;
  /** Whether it makes the engine collect garbage again and again, which takes longer than all other checks. */
  readonly watchesMemory?: boolean;
  run(subject: Subject): string | Doubt | Promise<string | Doubt>;
}

/** Reports something that is allowed but perhaps unintended. */
export interface Doubt {
  readonly doubt: string;
}

class Wrong extends Error {}

/** Ends a check: this does not hold. */
export function wrong(detail: string): never {
  throw new Wrong(detail);
}

/** Runs one check; whatever its subject throws is a finding. */
export async function find<Subject>({ name, fix, run }: Check<Subject>, subject: Subject): Promise<Finding> {
  try {
    const said = await run(subject);
    return typeof said === "string"
      ? { name, ok: true, detail: said }
      : { name, ok: true, detail: said.doubt, fix, warning: true };
  } catch (thrown) {
    if (thrown instanceof Wrong) return { name, ok: false, detail: thrown.message, fix };
    return {
      name,
      ok: false,
      detail: `it threw: ${messageOf(thrown)}`,
      fix: "First find out why this is thrown.",
    };
  }
}

/** Runs the first check, and the others only where it holds. */
export async function findAll<Subject>(
  [first, ...others]: readonly Check<Subject>[],
  subject: Subject,
): Promise<Finding[]> {
  const findings = [await find(first, subject)];
  if (findings[0].ok) for (const check of others) findings.push(await find(check, subject));
  return findings;
}

/** Findings as text, a line each and the fixes below what they fix. */
export function report(subject: string, findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, ok, detail, fix, warning }) => [
    `  ${!ok ? "FAIL" : warning ? "warn" : "ok  "}  ${name}: ${detail}`,
    ...(fix && (!ok || warning) ? [`        ${fix}`] : []),
  ]);
  const failed = findings.filter(({ ok }) => !ok).length;
  const verdict = failed ? `${failed} of ${findings.length} checks failed` : `all ${findings.length} checks passed`;
  return [`${subject}: ${verdict}`, ...lines].join("\n");
}

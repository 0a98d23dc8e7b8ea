import { spawnSync } from "node:child_process";

/** A Python that has a module, or why there is none. */
export type FoundPython = { readonly path: string } | { readonly reason: string };

/** Looks at `PARITY_PYTHON`, then at `python3`, for one that imports the module. */
export function findPython(module: string): FoundPython {
  const candidates = [process.env.PARITY_PYTHON, "python3"].filter((path) => path !== undefined);
  const path = candidates.find((candidate) => spawnSync(candidate, ["-c", `import ${module}`]).status === 0);
  if (path) return { path };
  return { reason: `No Python with ${module} (tried ${candidates.join(", ")}); PARITY_PYTHON names one.` };
}

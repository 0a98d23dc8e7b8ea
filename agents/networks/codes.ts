import type { ParameterList } from "../../src/autodiff/index.ts";

/** Numbers that an embedded code becomes. */
export const codeWidth = 16;

/** How tables of embeddings begin. */
export const codeStart: Parameters<ParameterList["parameter"]>[2] = { kind: "normal", deviation: 0.1 };

import type { Ablation } from "../result.ts";

/** Published figures for an env; those without an env apply to all. */
export const publishedOn = ({ question }: Ablation, env: string) =>
  (question.published ?? []).filter((figure) => figure.env === undefined || figure.env === env);

import type { EpisodeNumbers } from "../shapes.ts";

/** An episode as a table: a line for the start and for every step. */
export function csvOf({ summary, rewards, terms, watched, features, actions, observations }: EpisodeNumbers): string {
  const columns: { readonly name: string; readonly values: ArrayLike<number>; readonly first: 0 | 1 }[] = [
    ...features.map(({ name, unit, values }) => ({
      name: unit && unit !== "1" ? `${name} [${unit}]` : name,
      values,
      first: 0 as const,
    })),
    ...observations.map(({ name, values }) => ({ name: `observation ${name}`, values, first: 0 as const })),
    ...actions.map(({ name, values }) => ({ name: `action ${name}`, values, first: 1 as const })),
    { name: "reward", values: rewards, first: 1 },
    ...Object.entries(terms).map(([name, values]) => ({ name: `term ${name}`, values, first: 1 as const })),
    ...Object.entries(watched).map(([name, values]) => ({ name: `watched ${name}`, values, first: 1 as const })),
  ];
  const lines = [["step", ...columns.map(({ name }) => quoted(name))].join(",")];
  for (let step = 0; step <= summary.steps; step++)
    lines.push([step, ...columns.map(({ values, first }) => (step < first ? "" : values[step - first]))].join(","));
  return `${lines.join("\n")}\n`;
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Lets the browser keep a file. */
export function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // the browser has it by then
}

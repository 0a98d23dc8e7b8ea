import type { Block, Picture, Report, Table } from "./blocks.ts";
import { pieces } from "./links.ts";
import { writable } from "./markup.ts";
import { marked } from "./varying.ts";

/** A report as Markdown with GitHub's tables; pictures are files in the folder `name` beside it. */
export function markdownOf({ title, sections }: Report, name: string): string {
  const parts = sections.map((section) =>
    marked(
      section,
      [`## ${plainText(section.title)}`, ...section.blocks.map((block) => render(block, name))].join("\n\n"),
    ),
  );
  return `${[`# ${plainText(title)}`, ...parts].join("\n\n")}\n`;
}

/** Every picture of a report. */
export const picturesIn = ({ sections }: Report): readonly Picture[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "pictures" ? block.pictures : [])));

function render(block: Block, name: string): string {
  switch (block.kind) {
    case "lead":
      return `**${text(block.text)}**`;
    case "text":
      return startOfLine(text(block.text));
    case "list":
      return block.items.map((item) => `- ${startOfLine(text(item))}`).join("\n");
    case "table":
      return table(block);
    case "pictures":
      return block.pictures
        .map(
          (picture) =>
            `![${plainText(`${picture.title}. ${picture.description}`)}](${encodeURI(name)}/${picture.name}.svg)`,
        )
        .join("\n");
    case "code":
      return fenced(block.text);
    case "fold":
      return [
        `<details><summary>${plainText(block.summary)}</summary>`,
        ...block.blocks.map((inner) => render(inner, name)),
        "</details>",
      ].join("\n\n");
  }
}

function table({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `**${plainText(caption)}**`,
    "",
    line(columns.map(({ title }) => plainText(title))),
    line(columns.map(({ numeric }) => (numeric ? "---:" : "---"))),
    ...rows.map((row) => line(row.map(text))),
  ].join("\n");
}

function fenced(text: string): string {
  const code = writable(text);
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

/** Text whose addresses become links. */
const text = (given: string): string =>
  pieces(given)
    .map(({ text: piece, url }) => (url === undefined ? plainText(piece) : `[${plainText(piece)}](<${url}>)`))
    .join("");

/** Text on one line with Markdown's special characters escaped. */
const plainText = (given: string): string =>
  writable(given)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|~$&]/g, "\\$&");

/** Matches the start of a list, a heading or a rule. */
const startOfLine = (escaped: string): string =>
  escaped.replace(/^([-+#=]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? mark : `\\${mark}`));

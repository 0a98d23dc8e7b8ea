import type { Block, Column, Report, Section, Table } from "./blocks.ts";
import { pieces } from "./links.ts";
import { escaped } from "./markup.ts";
import { pageStyle } from "./page-style.ts";
import { svgInPage } from "./svg.ts";
import { marked } from "./varying.ts";

// Whatever the question contains, the page loads nothing and runs nothing.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as a single page without other files or scripts. */
export function htmlOf({ title, kind, name, sections }: Report): string {
  const parts = sections.map((section) => marked(section, renderSection(section)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<p class="kind">${escaped(`${kind} ${name}`)}</p>
<h1>${escaped(title)}</h1>
</header>
<main>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

const renderSection = ({ title, id, blocks }: Section): string =>
  `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escaped(title)}</h2>\n${blocks.map(render).join("\n")}\n</section>`;

function render(block: Block): string {
  switch (block.kind) {
    case "lead":
      return `<p class="lead">${text(block.text)}</p>`;
    case "text":
      return `<p>${text(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${text(item)}</li>`).join("")}</ul>`;
    case "table":
      return scrolling(block.caption, "table", table(block));
    case "pictures":
      return `<div class="pictures">${block.pictures.map(svgInPage).join("\n")}</div>`;
    case "code":
      return scrolling(block.label, "code", `<pre><code>${escaped(block.text)}</code></pre>`);
    case "fold":
      return `<details><summary>${escaped(block.summary)}</summary>\n${block.blocks.map(render).join("\n")}\n</details>`;
  }
}

/** A container for wide content that scrolls on its own, also by keyboard once it has the focus. */
const scrolling = (label: string, kind: string, inside: string): string =>
  `<div class="scroll ${kind}" role="region" aria-label="${escaped(label)}" tabindex="0">${inside}</div>`;

function table({ caption, columns, rows }: Table): string {
  const heads = columns.map((column) => `<th scope="col"${aligned(column)}>${escaped(column.title)}</th>`);
  const lines = rows.map(([first, ...cells]) => {
    const rest = cells.map((cell, i) => `<td${aligned(columns[i + 1])}>${text(cell)}</td>`);
    return `<tr><th scope="row"${aligned(columns[0])}>${text(first)}</th>${rest.join("")}</tr>`;
  });
  return `<table>\n<caption>${escaped(caption)}</caption>\n<thead><tr>${heads.join("")}</tr></thead>\n<tbody>\n${lines.join("\n")}\n</tbody>\n</table>`;
}

const aligned = ({ numeric, unbroken }: Column) => (numeric ? ' class="number"' : unbroken ? ' class="unbroken"' : "");

/** Text whose addresses become links. */
const text = (given: string): string =>
  pieces(given)
    .map(({ text: piece, url }) =>
      url === undefined ? escaped(piece) : `<a href="${escaped(url)}" rel="noreferrer">${escaped(piece)}</a>`,
    )
    .join("");

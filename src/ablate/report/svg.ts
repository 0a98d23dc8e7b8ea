import type { Picture } from "./blocks.ts";
import { escaped } from "./markup.ts";
import { colourStyle } from "./palette.ts";

/** As much of a DOM node as is read to write it. */
interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Node>;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
}

const element = 1;
const text = 3;
const font = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif" font-size="12"';

/** What stands inside an element, as XML: numbers to a hundredth, without names for parts of a picture. */
export const markupInside = (parent: Node): string => [...parent.childNodes].map(markupOf).join("");

function markupOf(node: Node): string {
  if (node.nodeType === text) return escaped(node.textContent ?? "");
  if (node.nodeType !== element || node.nodeName.toLowerCase() === "style") return "";
  const attributes = [...(node.attributes ?? [])]
    .filter(({ name }) => !name.startsWith("aria-"))
    .map(({ name, value }) => ` ${name}="${escaped(rounded(value))}"`)
    .sort();
  return `<${node.nodeName}${attributes.join("")}>${markupInside(node)}</${node.nodeName}>`;
}

const rounded = (value: string): string =>
  value.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100 || 0));

/** A picture within a page, whose colours it takes. */
export const svgInPage = (picture: Picture): string => `<svg ${root(picture)}</svg>`;

/** A picture as a file of its own, with its colours for light and dark. */
export const svgFile = (picture: Picture): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}" ${root(
    picture,
    `<style>${colourStyle("svg")}svg{color:var(--ink)}</style><rect width="100%" height="100%" fill="var(--page)"/>`,
  )}</svg>\n`;

function root({ name, title, description, width, height, markup }: Picture, first = ""): string {
  const ids = `${name}-title ${name}-description`;
  return `viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${ids}" fill="currentColor" text-anchor="middle" ${font}><title id="${name}-title">${escaped(title)}</title><desc id="${name}-description">${escaped(description)}</desc>${first}${markup}`;
}

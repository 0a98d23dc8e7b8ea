import type { Picture } from "./blocks.ts";
import { escaped } from "./markup.ts";
import { colourStyle } from "./palette.ts";

/** The parts of a DOM node that are needed to serialise it. */
interface Node {
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Node>;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
}

const element = 1;
const text = 3;
const font = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif" font-size="12"';

/** The content of an element as XML, numbers rounded to a hundredth, without labels for parts of a picture. */
export const markupInside = (parent: Node): string => [...parent.childNodes].map(markupOf).join("");

function markupOf(node: Node): string {
  if (node.nodeType === text) return escaped(node.textContent ?? "");
  if (node.nodeType !== element || node.localName === "style") return "";
  const attributes = [...(node.attributes ?? [])]
    .filter(({ name }) => !name.startsWith("aria-"))
    .map(({ name, value }) => ` ${name}="${escaped(rounded(value))}"`)
    .sort();
  return `<${node.localName}${attributes.join("")}>${markupInside(node)}</${node.localName}>`;
}

const rounded = (value: string): string =>
  value.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100 || 0));

/** A picture inside a page, with the page's colours. */
export const svgInPage = (picture: Picture): string =>
  `<svg viewBox="0 0 ${picture.width} ${picture.height}" ${described(picture)}${picture.markup}</svg>`;

const border = 8; // margin around the drawing in a file [px]

/** A picture as a separate file, with its own colours for light and dark. */
export function svgFile(picture: Picture): string {
  const [width, height] = [picture.width + 2 * border, picture.height + 2 * border];
  const size = `width="${width}" height="${height}" viewBox="${-border} ${-border} ${width} ${height}"`;
  const style = `<style>${colourStyle("svg")}svg{color:var(--ink)}</style>`;
  const ground = `<rect x="${-border}" y="${-border}" width="${width}" height="${height}" fill="var(--page)"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${described(picture)}${style}${ground}${picture.markup}</svg>\n`;
}

function described({ name, title, description }: Picture): string {
  const ids = `${name}-title ${name}-description`;
  return `role="img" aria-labelledby="${ids}" fill="currentColor" text-anchor="middle" ${font}><title id="${name}-title">${escaped(title)}</title><desc id="${name}-description">${escaped(description)}</desc>`;
}

/** An element on its way to text. */
export interface Written {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | number };
  readonly children: readonly Written[];
}

export const element = (
  name: string,
  attributes: { readonly [name: string]: string | number },
  children: readonly Written[] = [],
): Written => ({ name, attributes, children });

/** What this package notes for itself; `noteOf` reads it. */
export const note = (code: string, value: string): Written => element("userData", { code: `rewardgym/${code}`, value });

export const xml = (root: Written): string => `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, "").join("\n")}\n`;

function lines({ name, attributes, children }: Written, indent: string): string[] {
  const inside = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const opening = `${indent}<${name}${inside.join("")}`;
  if (children.length === 0) return [`${opening}/>`];
  return [`${opening}>`, ...children.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

const entities: { readonly [letter: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};
const escaped = (text: string): string => text.replaceAll(/[&<>"\n]/g, (letter) => entities[letter]);

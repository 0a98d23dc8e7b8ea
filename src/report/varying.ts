import type { Section } from "./blocks.ts";

const [from, to] = ["<!-- from here on other runs of the same differ -->", "<!-- up to here -->"];

/** A rendered section, marked if it changes from run to run. */
export const marked = ({ varying }: Section, text: string): string => (varying ? `${from}\n${text}\n${to}` : text);

/** A report's text without the parts that change when the same is run again. */
export const withoutVarying = (text: string): string =>
  text
    .split(from)
    .map((part, i) => (i === 0 ? part : part.slice(part.indexOf(to) + to.length)))
    .join("");

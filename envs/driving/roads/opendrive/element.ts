import { fail } from "../../../../src/core/index.ts";

/** An element of an XML file, without its text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly XmlElement[];
}

export const childrenOf = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name);

export const childOf = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((child) => child.name === name);

/** Elements at the end of a path of names. */
export const elementsAt = (element: XmlElement, ...path: readonly string[]): XmlElement[] =>
  path.reduce((found, name) => found.flatMap((one) => childrenOf(one, name)), [element]);

export const refuse = (given: string, expected: string, fix?: string): never =>
  fail("map/opendrive", { given, expected, fix });

/**
 * A number among the attributes.
 * @param where names the element in errors
 * @throws `map/opendrive` if it is missing or not finite
 */
export function numberOf(element: XmlElement, name: string, where: string, byDefault?: number): number {
  const text = element.attributes[name];
  if (text === undefined && byDefault !== undefined) return byDefault;
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  return refuse(
    `${name} = ${text === undefined ? "nothing" : JSON.stringify(text)} in <${element.name}> of ${where}`,
    "a number",
  );
}

/** @throws `map/opendrive` if it is missing */
export const textOf = (element: XmlElement, name: string, where: string): string =>
  element.attributes[name] ?? refuse(`<${element.name}> without ${name} in ${where}`, `the attribute ${name}`);

/** What this package has noted in an element for itself, by a word. */
export const noteOf = (element: XmlElement, code: string): string | undefined =>
  childrenOf(element, "userData").find(({ attributes }) => attributes.code === `rewardgym/${code}`)?.attributes.value;

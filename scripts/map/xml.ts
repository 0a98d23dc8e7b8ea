import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { XmlElement } from "../../envs/driving/roads/opendrive/element.ts";
import { fail, messageOf } from "../../src/core/index.ts";

const deepest = 64; // elements in elements

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  parseTagValue: false,
  processEntities: true,
  htmlEntities: true, // numbers of characters are read only with these
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: deepest,
});

/** A node as the parser gives it: its name is the key of its children. */
type Node = { readonly [name: string]: readonly Node[] } & { readonly ":@"?: { readonly [name: string]: string } };

/** The root element of an XML text. @throws `map/opendrive` */
export function readXml(text: string, what: string): XmlElement {
  const refuse = (given: string, cause?: unknown) => fail("map/opendrive", { given, expected: "XML", cause });
  const valid = XMLValidator.validate(text);
  if (valid !== true) return refuse(`${what}: ${valid.err.msg} (line ${valid.err.line})`);
  try {
    const [root] = elementsOf(parser.parse(text) as readonly Node[]);
    return root ?? refuse(`${what} without an element`);
  } catch (thrown) {
    return refuse(`${what}: ${messageOf(thrown)}`, thrown);
  }
}

function elementsOf(nodes: readonly Node[]): XmlElement[] {
  return nodes.flatMap(({ ":@": attributes = {}, ...node }) =>
    Object.entries(node).flatMap(([name, children]) =>
      Array.isArray(children) ? [{ name, attributes, children: elementsOf(children) }] : [],
    ),
  );
}

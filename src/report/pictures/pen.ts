/** Adds an element to a drawing. */
export type Pen = (tag: string, attributes: { readonly [name: string]: string | number }, text?: string) => void;

/** A pen that draws on top of all that a drawing has. */
export const penOn =
  (drawing: Element, document: Document): Pen =>
  (tag, attributes, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.textContent = text;
    drawing.append(element);
  };

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// What XML 1.0 cannot hold at all, and lone surrogates.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Any text, with a mark where a character cannot be in a page at all. */
export const writable = (text: string): string => text.replace(unwritable, "\ufffd");

/** Any text as text or attribute of HTML and XML. */
export const escaped = (text: string): string => writable(text).replace(/[&<>"']/g, (character) => entities[character]);

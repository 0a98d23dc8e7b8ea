const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Characters that XML 1.0 forbids, and lone surrogates.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text with a mark in place of characters that a page cannot contain. */
export const writable = (text: string): string => text.replace(unwritable, "\ufffd");

/** Text escaped for use as content or attribute of HTML and XML. */
export const escaped = (text: string): string => writable(text).replace(/[&<>"']/g, (character) => entities[character]);

/** A piece of text and its link, if any. */
export interface Piece {
  readonly text: string;
  readonly url?: string;
}

const address = /https?:\/\/[^\s<>"'`\\|]*[^\s<>"'`\\|.,;:!?)\]]|arXiv:\d{4}\.\d{4,5}/g;

/** Splits text at web addresses and arXiv numbers; nothing else becomes a link. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { 0: link, index } of text.matchAll(address)) {
    if (index > at) found.push({ text: text.slice(at, index) });
    found.push({ text: link, url: link.replace(/^arXiv:/, "https://arxiv.org/abs/") });
    at = index + link.length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

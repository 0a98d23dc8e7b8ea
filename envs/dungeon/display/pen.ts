/** Where text is written: from `at` up to `end`. Text beyond is dropped. */
export interface Pen {
  bytes: Uint8Array;
  at: number;
  end: number;
}

/** Writes ASCII. */
export function write(pen: Pen, text: string): void {
  const { bytes } = pen;
  const end = pen.at + text.length < pen.end ? pen.at + text.length : pen.end;
  for (let at = pen.at, i = 0; at < end; at++, i++) bytes[at] = text.charCodeAt(i);
  pen.at = end;
}

export function writeCode(pen: Pen, code: number): void {
  if (pen.at < pen.end) pen.bytes[pen.at++] = code;
}

export function writeNumber(pen: Pen, value: number): void {
  let rest = value;
  if (rest < 0) {
    writeCode(pen, 45);
    rest = -rest;
  }
  let scale = 1;
  while (scale * 10 <= rest) scale *= 10;
  for (; scale >= 1; scale /= 10) writeCode(pen, 48 + (Math.floor(rest / scale) % 10));
}

/** Writes `+1` or `-1`. */
export function writeSigned(pen: Pen, value: number): void {
  if (value >= 0) writeCode(pen, 43);
  writeNumber(pen, value);
}

const vowels = /^[aeiou]/i;
const unlike = /^(uni|one|use|eu)/i; // begin with the sound of a consonant
/** Whether `an` goes before a word. */
export const takesAn = (word: string): boolean => vowels.test(word) && !unlike.test(word);

/** Letters that steer a terminal instead of being shown, and those that turn the direction of writing. */
const steering = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** A text from a file or a server as it may be printed: control characters but line feeds are shown, not carried out. */
export const visible = (text: string): string =>
  text.replace(steering, (letter) => {
    const code = letter.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });

/** Something that is closed once nobody needs it. */
interface Closable {
  close?(): Promise<void>;
}

/**
 * Opens something made of several parts, of which none stays open where a later one fails; its `close` closes them,
 * last first.
 */
export async function opening<T extends object>(
  open: (keep: <P extends Closable>(part: P) => P) => Promise<T>,
): Promise<T & { close(): Promise<void> }> {
  const parts: Closable[] = [];
  const close = async () => {
    for (const part of parts.splice(0).reverse()) await part.close?.();
  };
  try {
    const whole = await open((part) => {
      parts.push(part);
      return part;
    });
    return { ...whole, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

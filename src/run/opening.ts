/** Something that must be closed. */
interface Closable {
  close?(): Promise<void>;
}

/**
 * Opens several parts in order. If one fails, the earlier ones are closed; `close` closes all of them, the last first.
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

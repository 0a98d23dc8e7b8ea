import { stat } from "node:fs/promises";

export const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

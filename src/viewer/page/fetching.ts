import { unpack } from "../../core/unpack.ts";
import {
  type Chunk,
  chunkSteps,
  type EpisodeNumbers,
  type Library,
  type Lived,
  type Question,
  type Refusal,
} from "../shapes.ts";
import { embeddedAnswers } from "./embedded.ts";

/** Asks the page's server. @throws an error with the server's words */
async function ask(path: string, how: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, how).catch(() => {
    throw new Error("The server does not answer: has `rewardgym view` ended?");
  });
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as Partial<Refusal>;
  throw new Error(message ?? `${path}: ${response.status}`);
}

/** @throws an error where neither the page nor a server has it */
const packed = async <T>(path: string): Promise<T> => {
  const answers = await embeddedAnswers();
  if (answers) return found(answers, path) as T;
  return unpack(new Uint8Array(await (await ask(path)).arrayBuffer()), path) as T;
};
const found = (answers: Awaited<ReturnType<typeof embeddedAnswers>> & object, path: string) => {
  if (Object.hasOwn(answers, path)) return answers[path];
  throw new Error("This file holds one episode: `rewardgym view` shows others.");
};
const of = (id: string, what: string) => `/api/episode/${encodeURIComponent(id)}/${what}`;

export const fetchLibrary = async (): Promise<Library> => {
  const answers = await embeddedAnswers();
  if (answers) return found(answers, "/api/library") as unknown as Library;
  return (await ask("/api/library")).json() as Promise<Library>;
};
/** The file of an episode that stands alone. @throws an error with the server's words */
export const fetchStandAlone = async (id: string): Promise<Blob> => (await ask(of(id, "alone"))).blob();
export const fetchNumbers = (id: string): Promise<EpisodeNumbers> => packed(of(id, "numbers"));
export const fetchLived = (id: string): Promise<Lived> => packed(of(id, "lived"));
export const fetchAgain = (id: string): Promise<Lived> => packed(of(id, "again"));

export const fetchQuestion = (): Promise<Question> => packed("/api/question");

/** Answers the pair that is asked, or takes the last answer back. @throws an error with the server's words */
export async function tell(what: "answer" | "undo", body: object = {}): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  await ask(`/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
}

const mostChunks = 32; // kept, so that memory stays flat however long an episode is watched

/**
 * Chunks of one episode by any of their steps. Each is fetched once, and forgotten when many others were fetched since; the
 * next one is fetched ahead.
 */
export function chunksOf(id: string, steps: number, camera = ""): (step: number) => Promise<Chunk> {
  const kept = new Map<number, Promise<Chunk>>();
  const get = (from: number): Promise<Chunk> => {
    const query = `chunk?from=${from}${camera && `&camera=${encodeURIComponent(camera)}`}`;
    const chunk = kept.get(from) ?? packed<Chunk>(of(id, query));
    kept.delete(from);
    kept.set(from, chunk);
    chunk.catch(() => kept.delete(from));
    if (kept.size > mostChunks) kept.delete(kept.keys().next().value!);
    return chunk;
  };
  return (step) => {
    const from = Math.floor(step / chunkSteps) * chunkSteps;
    const chunk = get(from);
    const next = from + chunkSteps;
    if (next <= steps && !kept.has(next)) chunk.then(() => get(next)).catch(() => undefined); // who asks for it is told
    return chunk;
  };
}

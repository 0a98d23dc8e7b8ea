import { deflateRawSync } from "node:zlib";
import { type Env, fail, type Packable, pack, type Registry } from "../../core/index.ts";
import { chunkSteps, type Library, type Lived } from "../shapes.ts";
import { openLibrary } from "./library.ts";
import { withoutChoice } from "./looks.ts";
import type { PageFiles } from "./page-files.ts";
import { type Showing, showing } from "./showing.ts";

const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; connect-src data: blob:";
const largest = 64 * 2 ** 20; // packed: more makes no page that opens [bytes]

/**
 * One HTML file with the page and an episode in it, which opens without a server and without the internet.
 * @throws `env/unsupported` for an episode with more pictures than a page can hold
 */
export async function standAlone(shown: Showing, library: Library, id: string, page: PageFiles): Promise<string> {
  const summary = library.episodes.find((episode) => episode.id === id);
  if (!summary)
    return fail("file/unusable", { given: `the episode ${JSON.stringify(id)}`, expected: `one of ${library.source}` });
  const numbers = await shown.numbers(id, 0);
  const lived = await wordsOf(shown, id);
  const of = (what: string) => `/api/episode/${encodeURIComponent(id)}/${what}`;
  const one: Library = { title: id, source: "", episodes: [summary], broken: [] };
  const answers: { [path: string]: Packable } = {
    "/api/library": one as unknown as Packable,
    [of("numbers")]: numbers as unknown as Packable,
    [of("lived")]: lived as unknown as Packable,
  };
  if (lived.look.kind === "terminal" || lived.look.kind === "picture") {
    let size = 0;
    for (let from = 0; from <= numbers.summary.steps; from += chunkSteps) {
      const chunk = (await shown.chunk(id, from, undefined)) as unknown as Packable;
      size += pack(chunk).length;
      if (size > largest)
        fail("env/unsupported", {
          given: `an episode of ${numbers.summary.steps} steps that is shown by pictures`,
          expected: `at most ${largest / 2 ** 20} MB of them`,
          fix: "`rewardgym render --out clip.gif` makes a moving picture.",
        });
      answers[of(`chunk?from=${from}`)] = chunk;
    }
  }
  const data = deflateRawSync(pack(answers), { level: 9 }).toString("base64");
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(id)} · rewardgym</title>`,
    `<style>${styleOf(page)}</style>\n</head>\n<body>`,
    `<script type="text/plain" id="embedded">${data}</script>`,
    `<script>${scriptOf(page)}</script>\n</body>\n</html>\n`,
  ].join("\n");
}

/** The same for an episode's file. @throws `file/unusable`, `file/corrupt`, `env/unsupported` */
export async function standAloneFile(path: string, envs: Registry<Env>, page: PageFiles): Promise<string> {
  const library = await openLibrary(path);
  const shown = showing(library, envs);
  try {
    const list = await library.list();
    const [why] = list.broken;
    if (why) fail("file/corrupt", { given: `${path}: ${why.why}`, expected: "an episode" });
    return await standAlone(shown, list, list.episodes[0].id, page);
  } finally {
    await shown.close();
  }
}

/** How it looked, and what the world said where it can still be lived again. */
async function wordsOf(shown: Showing, id: string): Promise<Lived> {
  const { isStored, look, ...rest } = await shown.lived(id);
  const lived = { ...rest, look: withoutChoice(look) };
  if (!isStored) return lived;
  const { messages, isLog, marks, trouble } = await shown.again(id);
  return { ...lived, messages, isLog, ...(marks && { marks }), ...(trouble && { trouble }) };
}

const textOf = (page: PageFiles, path: string): string => {
  const file = page.file(path);
  if (!file) return fail("file/unusable", { given: `a page without ${path}`, expected: "the page as it is built" });
  return typeof file.body === "string" ? file.body : new TextDecoder().decode(file.body);
};

const scriptOf = (page: PageFiles) => textOf(page, "/alone.js").replaceAll("</script", "<\\/script");

/** What the page's own HTML names. */
const styleOf = (page: PageFiles) =>
  [...textOf(page, "/").matchAll(/<link rel="stylesheet"[^>]* href="\.([^"]+\.css)"/g)]
    .map(([, path]) => textOf(page, path))
    .join("\n");

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

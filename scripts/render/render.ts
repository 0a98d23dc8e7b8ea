import { bindEnv, fail } from "../../src/core/index.ts";
import { type EpisodeRecord, readEpisode, writeWhole } from "../../src/record/index.ts";
import { pageFiles, standAloneFile } from "../../src/viewer/server/index.ts";
import { registries } from "../registries.ts";
import { pageFolder } from "../view/page-folder.ts";
import { livedPictures } from "./lived-pictures.ts";
import type { PictureAsked } from "./picture.ts";
import { recordedPictures } from "./recorded-pictures.ts";
import { evenly, filmShots, type ShotsAsked, sheetShots } from "./shots.ts";
import { requireRoom, writeFrames, writeGif, writeSheet } from "./write.ts";

export interface RenderAsked extends PictureAsked, ShotsAsked {
  readonly out: string;
}

export interface Rendered {
  readonly kind: Kind;
  readonly pictures: number;
}

type Kind = "gif" | "sheet" | "frames" | "page";

/**
 * Turns a recorded episode into pictures: a moving one (.gif), one sheet of some (.png), a folder of single ones, or a page of its own (.html) They
 * are painted from the poses in the file; where it has none the episode is simulated again and its env draws it.
 * @throws `cli/usage`, `env/unsupported` for an env that shows nothing, and what reading and replaying throw
 */
export async function render(file: string, asked: RenderAsked): Promise<Rendered> {
  const { out } = asked;
  const kind = kindOf(out);
  if (kind === "page") {
    if (asked.show) refuseShow(asked.show, `--out ${out}, a page`, "it with a .gif, a .png or a folder");
    await writeWhole(out, await standAloneFile(file, registries.envs, pageFiles(await pageFolder())));
    return { kind, pictures: 0 };
  }
  const record = await readEpisode(file);
  const length = { steps: record.steps, stepSeconds: await stepSecondsOf(record) };
  const film = kind === "gif" ? filmShots(length, asked) : undefined;
  const steps =
    film?.steps ?? (kind === "sheet" ? sheetShots(length, asked.every) : evenly(record.steps, asked.every ?? 1));
  if (kind !== "frames") requireRoom(steps.length, asked);
  if (asked.show && asked.show !== "colour" && !record.poses)
    refuseShow(asked.show, "an episode without poses", "an episode whose env has a scene");
  const pictures = record.poses
    ? recordedPictures(record.poses, steps, asked)
    : await livedPictures(record, steps, asked);
  if (film) await writeGif(out, pictures, asked, film.delays);
  else if (kind === "sheet") await writeSheet(out, pictures, asked, steps.length);
  else await writeFrames(out, pictures, asked, steps);
  return { kind, pictures: steps.length };
}

const refuseShow = (show: string, of: string, expected: string): never =>
  fail("cli/usage", { given: `--show ${show} of ${of}`, expected });

/** @throws `cli/usage` */
export function kindOf(out: string): Kind {
  const [, ending] = /\.(\w+)$/.exec(out) ?? [];
  if (ending === undefined) return "frames";
  const kinds: { readonly [ending: string]: Kind } = { gif: "gif", png: "sheet", html: "page" };
  return (
    kinds[ending.toLowerCase()] ??
    fail("cli/usage", {
      given: `--out ${out}`,
      expected: "a file that ends with .gif, .png or .html, or a folder",
      fix: "--out clip.gif, --out sheet.png, --out clip.html or --out frames/",
    })
  );
}

async function stepSecondsOf({ poses, env }: EpisodeRecord): Promise<number> {
  if (poses) return poses.stepSeconds;
  return bindEnv(await registries.envs.find(env.id), env.params).stepSeconds;
}

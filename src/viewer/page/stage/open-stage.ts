import type { Lived, Look } from "../../shapes.ts";
import type { ViewStore } from "../view.ts";
import { eitherStage } from "./either-stage.ts";
import { type ChunksBy, emptyStage, pictureStage, terminalStage } from "./flat-stages.ts";
import type { Stage } from "./stage.ts";

export interface StageSources {
  /** Of another episode, to be shown at the same time. */
  readonly ghost?: Look;
  readonly chunks: ChunksBy;
  readonly failed: (why: unknown) => void;
}

/** The stage that suits how an episode looked. three.js is fetched only when there is a scene. */
export async function openStage(
  { look, trouble }: Pick<Lived, "look" | "trouble">,
  store: ViewStore,
  { ghost, chunks, failed }: StageSources,
): Promise<Stage> {
  switch (look.kind) {
    case "scene": {
      const { sceneStage } = await import("./scene-stage.ts");
      try {
        return sceneStage(look, store, ghost?.kind === "scene" ? ghost : undefined);
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        return emptyStage("This browser shows no scenes", `${why} It needs WebGL 2. The plots below have all numbers.`);
      }
    }
    case "picture":
      return pictureStage(look, chunks, failed);
    case "terminal": {
      const terminal = terminalStage(look, chunks, failed);
      return look.pictures ? eitherStage(terminal, pictureStage(look.pictures, chunks, failed)) : terminal;
    }
    case "none":
      return emptyStage("Nothing to see", trouble ?? "This env has no picture. The plots below have all numbers.");
  }
}

import type { EpisodeSummary, Lived } from "../../shapes.ts";
import type { ViewStore } from "../view.ts";
import { emptyStage, pictureStage, terminalStage } from "./flat-stages.ts";
import type { Stage } from "./stage.ts";

/** The stage that suits how an episode looked. three.js is fetched only when there is a scene. */
export async function openStage(
  summary: EpisodeSummary,
  { look, trouble }: Lived,
  store: ViewStore,
  { ghost, failed }: { readonly ghost?: Lived; readonly failed: (why: unknown) => void },
): Promise<Stage> {
  switch (look.kind) {
    case "scene": {
      const { sceneStage } = await import("./scene-stage.ts");
      try {
        return sceneStage(look, store, ghost?.look.kind === "scene" ? ghost.look : undefined);
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        return emptyStage("This browser shows no scenes", `${why} It needs WebGL 2. The plots below have all numbers.`);
      }
    }
    case "picture":
      return pictureStage(summary, look, failed);
    case "terminal":
      return terminalStage(summary, look, failed);
    case "none":
      return emptyStage("Nothing to see", trouble ?? "This env has no picture. The plots below have all numbers.");
  }
}

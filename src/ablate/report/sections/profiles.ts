import type { Section } from "../../../report/blocks.ts";
import { drawProfiles } from "../pictures/profiles.ts";
import type { Study } from "../study.ts";

/** Which share of runs does better than any score; of several envs whose scores mean the same. */
export function profilesSection(study: Study): Section[] {
  const { together } = study;
  if (!together?.rows.some(({ scores }) => scores.every(({ length }) => length > 1))) return [];
  return [
    {
      title: "Performance profiles",
      id: "profiles",
      blocks: [
        {
          kind: "text",
          text: "The share of all runs on all environments that score above tau. A variant whose line is higher everywhere is better whatever one asks for; where lines cross it depends on how good is good enough.",
        },
        { kind: "pictures", pictures: [drawProfiles(study, together)] },
      ],
    },
  ];
}

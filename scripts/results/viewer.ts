import { makePage } from "./report.ts";
import { files } from "./viewer/files.ts";
import { page } from "./viewer/page.ts";
import { pictures } from "./viewer/pictures.ts";
import { rayCasterSpeed } from "./viewer/ray-caster.ts";

const introduction = `
# Records and pictures

Every number here was printed by a command of this repository, named under each table. To try it, \`RESULTS_SHARE=0.01\`
spends a hundredth of every budget: such a page is written elsewhere and says so.
`;

export const viewer = (sections: readonly string[]) =>
  makePage("viewer", introduction, [files, page, rayCasterSpeed, pictures], sections, [
    "fflate",
    "modern-gif",
    "three",
  ]);

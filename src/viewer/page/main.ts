import { element } from "./element.ts";
import { fetchLibrary } from "./fetching.ts";

/** The page of episodes, or, where the server asks for labels, that of pairs. */
async function begin(): Promise<void> {
  const library = await fetchLibrary();
  if (library.asks) (await import("./label/label-page.ts")).openLabelPage();
  else (await import("./episodes-page.ts")).openEpisodesPage(library);
}

begin().catch((thrown: Error) =>
  document.body.append(element("p", { class: "problem", role: "alert" }, thrown.message)),
);

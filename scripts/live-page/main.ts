/** The live page: the viewer's, with all envs, rewards and agents of this package in it. */
import { agents, openExported } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { element } from "../../src/viewer/page/element.ts";
import { openLivePage } from "../../src/viewer/page/live/live-page.ts";

openLivePage({ registries: { envs, rewards, transforms, agents }, openExported }).catch((thrown: Error) =>
  document.body.append(element("p", { class: "problem", role: "alert" }, thrown.message)),
);

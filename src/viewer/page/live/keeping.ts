import { packEpisode } from "../../../record/episode.ts";
import type { LiveOptions } from "../../live/live-worlds.ts";
import { recordPlayed } from "../../live/played.ts";
import type { LiveSetting } from "../../live/setting.ts";
import { element } from "../element.ts";
import { save } from "../exporting.ts";
import type { LiveSession } from "./live-session.ts";

const agents = {
  person: "person/keyboard-v1",
  scripted: "baseline/scripted-v1",
  random: "baseline/random-v1",
} as const;

/** Keeps what was played as an episode's file: on the server where it takes files, else as a download. */
export function keeping({
  setting,
  session,
  registries,
  failed,
}: {
  readonly setting: LiveSetting;
  readonly session: LiveSession;
  readonly registries: LiveOptions["registries"];
  readonly failed: (thrown: unknown) => void;
}) {
  const said = element("p", { class: "note kept", role: "status", hidden: true });
  let last: unknown; // what was kept last: an episode is kept once
  const keep = async (): Promise<void> => {
    const { played, driver } = session;
    if (!played || setting.reward === null || (played.isOver && last === played.actions)) return;
    last = played.actions;
    const agent = driver === "policy" ? (setting.agent ?? "learner/exported-v1") : agents[driver];
    try {
      const { reward, versions } = setting;
      const record = await recordPlayed(
        { ...played, actions: [...played.actions], pokes: [...played.pokes] },
        { registries, reward, agent, versions },
      );
      const bytes = packEpisode(record);
      const name = `${driver}-${setting.env.id.replace(/^.*\//, "").replace(/-v\d+$/, "")}-${setting.seed}`;
      const words = setting.keeps ? await send(name, bytes) : offer(name, bytes);
      said.hidden = false;
      said.textContent = `${words} ${record.steps} steps, return ${record.return.toFixed(2)}.`;
    } catch (thrown) {
      failed(thrown);
    }
  };
  return { element: said, keep };
}

async function send(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { "Content-Type": "application/octet-stream" };
  const answer = await fetch(`api/keep?name=${encodeURIComponent(name)}`, { method: "POST", body: bytes, headers });
  const told = (await answer.json()) as { readonly file?: string; readonly message?: string };
  if (!answer.ok) throw new Error(told.message);
  return `Recorded as ${told.file}:`;
}

function offer(name: string, bytes: Uint8Array<ArrayBuffer>): string {
  save(`${name}.episode`, new Blob([bytes]));
  return "Saved:";
}

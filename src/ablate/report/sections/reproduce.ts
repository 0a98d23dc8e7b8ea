import type { Section } from "../../../report/blocks.ts";
import type { Study } from "../study.ts";

/** The command, and the question that it asks. */
export function reproduceSection({ ablation }: Study): Section {
  return {
    title: "How to reproduce",
    id: "reproduce",
    blocks: [
      {
        kind: "text",
        text: "With the question below in the file that the command names; runs that are there already are not run again.",
      },
      { kind: "code", label: "Command", text: ablation.command },
      {
        kind: "fold",
        summary: "The question as a file",
        blocks: [{ kind: "code", label: "Question", text: JSON.stringify(ablation.question, null, 2) }],
      },
    ],
  };
}

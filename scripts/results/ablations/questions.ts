import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";

/** Ready-made questions whose reports serve as examples. */
const names = ["truncation", "pendulum-terms", "classic-control"];

interface AnsweredQuestion {
  readonly name: string;
  readonly question: string;
  readonly runs: number;
  readonly answer: string;
}

export const questions: Section<readonly AnsweredQuestion[]> = {
  name: "questions",
  title: "Questions answered",
  async measure() {
    const answers: AnsweredQuestion[] = [];
    for (const name of names) {
      const { ablation, answer } = await answered(name);
      answers.push({ name, question: ablation.question.question, runs: ablation.runs.length, answer });
    }
    return answers;
  },
  tell: (answers) =>
    `Ready-made questions of \`scripts/questions\`, 10 seeds each, by \`npx rewardgym ablate scripts/questions/<name>.yaml\`. Each report is kept whole.\n\n${table(
      ["question", "runs", "answer"],
      answers.map(({ name, question, runs, answer }) => [
        `[${question}](${name}.md) ([page](${name}.html))`,
        runs,
        answer,
      ]),
    )}`,
};

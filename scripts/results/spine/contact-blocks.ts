import { stripTypeScriptTypes } from "node:module";

/** A code block of the README as a Bash script, which starts in the clone `rewardgym` beside the empty folder `project`. */
export interface Block {
  /** Its first line. */
  readonly name: string;
  readonly script: string;
}

/**
 * The README's commands and tested programs. Left out are only `npm test` and a whole ablation, which take minutes, and
 * what belongs to Python.
 * @param runsTypes whether Node runs TypeScript: the programs are written as JavaScript otherwise
 */
export function readmeBlocks(readme: string, runsTypes: boolean): readonly Block[] {
  const programs = [...readme.matchAll(/<!-- tested[^>]*-->\n```ts\n(.*?)```/gs)].map(([, text]) => text);
  const [library, client] = programs;
  if (programs.length !== 2) throw new Error(`the README has ${programs.length} tested programs; expected 2`);
  const file = runsTypes ? "program.ts" : "program.js";
  const run = (program: string) =>
    `cat >${file} <<'PROGRAM'\n${runsTypes ? program : asJavaScript(program)}PROGRAM\nnode ${file}\n`;
  const blocks: Block[] = [];
  for (const [, text] of readme.matchAll(/```sh\n(.*?)```/gs)) {
    const commands = text.replace(/^npm test.*\n/m, "").replace(/^npx rewardgym ablate \S+\n/m, "");
    const name = commands.slice(0, commands.indexOf("\n")).replace(/\s+#.*/, "");
    if (text.includes("npm install ../rewardgym/")) {
      blocks.push({ name: "the program, in a clone", script: run(library) });
      const elsewhere = `cd ../project\necho '{ "private": true, "type": "module" }' >package.json\n`;
      blocks.push({ name, script: `npm pack\n${elsewhere}${commands}` });
      blocks.push({ name: "the program, installed elsewhere", script: `cd ../project\n${run(library)}` });
    } else if (/^npx rewardgym serve/m.test(text)) {
      const [serve, train] = commands.split("\n").map((line) => line.replace(/\s+#.*/, ""));
      blocks.push({ name, script: `${served(serve)}${train} --steps 5000\n${run(client)}` });
    } else blocks.push({ name, script: commands });
  }
  return blocks;
}

/** Node 20 runs no TypeScript and has no WebSocket, for which the README says what to do. */
const asJavaScript = (program: string) =>
  stripTypeScriptTypes(program)
    .replace(/(connect\("[^"]+")\)/, "$1, { socket: WebSocket })")
    .replace(/^import .*rewardgym\/client.*\n/m, '$&import { WebSocket } from "ws";\n');

/** Starts the server, waits for its address, and stops it when the script ends. */
const served = (command: string) => `${command} >serve.log 2>&1 &
server=$!
trap 'kill $server; wait $server || true' EXIT
until grep -q ws:// serve.log; do kill -0 $server; sleep 0.2; done
`;

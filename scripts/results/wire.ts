import { makePage } from "./report.ts";
import { fuzz } from "./wire/fuzz.ts";
import { peers } from "./wire/peers.ts";
import { pythonClient } from "./wire/python-client.ts";
import { manySessions } from "./wire/sessions.ts";
import { siege } from "./wire/siege.ts";
import { throughput } from "./wire/throughput.ts";

const introduction = `
# The wire: worlds over WebSocket

Every number here was printed by a command of this repository, named under each table. Peers need interpreters with their
packages: \`PARITY_PYTHON\` with Gymnasium, websockets and Stable-Baselines3, \`OPENENV_PYTHON\` with openenv-core.
To try the command, \`RESULTS_SHARE=0.01\` spends a hundredth of every budget: such a page is written elsewhere and says so.

Behaviour under faults is tested: \`test/wire/faults.test.ts\` cuts 200 sockets in the middle of episodes and kills threads
under load, and demands the trajectory of an undisturbed run, byte for byte. It also checks that half-open sockets are cut
in time and leave nothing behind. \`test/wire/command.long.test.ts\` kills the server during a training, which reports it and
can be resumed from its checkpoint.
`;

export const wire = (sections: readonly string[]) =>
  makePage("wire", introduction, [throughput, pythonClient, manySessions, siege, fuzz, peers], sections, ["ws"]);

import { makePage } from "./report.ts";
import { contact } from "./spine/contact.ts";
import { footprint } from "./spine/footprint.ts";
import { learner } from "./spine/learner.ts";
import { returns } from "./spine/returns.ts";
import { solving } from "./spine/solving.ts";
import { stepping } from "./spine/stepping.ts";
import { webgpu } from "./spine/webgpu.ts";

const introduction = `
# The spine: learner, classic control, a first agent

Every number here was printed by a command of this repository, named under each table. Rows measured side by side ran in
the same minutes on the same core. Python peers need an interpreter with PyTorch and Gymnasium 1.3:
\`PARITY_PYTHON=<path> npm run results -- spine\`.
`;

export const spine = (sections: readonly string[]) =>
  makePage("spine", introduction, [learner, stepping, solving, returns, webgpu, footprint, contact], sections);

/** The Python that peers run in: `PARITY_PYTHON`, or the one on the path. */
export const python = process.env.PARITY_PYTHON ?? "python3";
/** The one that OpenEnv runs in: `OPENENV_PYTHON`, or the same. */
export const openEnvPython = process.env.OPENENV_PYTHON ?? python;

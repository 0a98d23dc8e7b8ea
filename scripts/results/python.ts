/** The Python interpreter of peers: `PARITY_PYTHON`, or the one on the path. */
export const python = process.env.PARITY_PYTHON ?? "python3";
/** The interpreter of OpenEnv: `OPENENV_PYTHON`, or the same. */
export const openEnvPython = process.env.OPENENV_PYTHON ?? python;

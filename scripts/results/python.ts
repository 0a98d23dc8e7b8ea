/** The Python that peers run in: `PARITY_PYTHON`, or the one on the path. */
export const python = process.env.PARITY_PYTHON ?? "python3";

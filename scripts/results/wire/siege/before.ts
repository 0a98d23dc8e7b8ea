/** The last commit before the server was made to hold: what is measured here is compared with it. */
export const before = "293eaf6";

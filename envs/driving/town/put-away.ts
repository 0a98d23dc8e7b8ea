/** Where what is not there is put away: so far below the ground that no camera of a page reaches it [m]. */
export const far = -2000;

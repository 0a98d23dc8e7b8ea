/** The page in one script, for a file that stands alone: everything else of it is in the file. */
import "./main.ts";

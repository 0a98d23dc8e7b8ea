export type { Catalogue, Host, Wish } from "./host.ts";
export type { ServeOptions, Server } from "./serve-options.ts";
export { serve } from "./server.ts";

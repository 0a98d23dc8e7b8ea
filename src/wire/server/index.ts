export type { Catalogue, Host, Wish } from "./host.ts";
export { type ServeOptions, type Server, serve } from "./server.ts";

/** Front door of the server's part: what later stages may ask. */
export { compositeIndex } from "./showIndex.ts";

/** Front door: documents of blocks and the templates that make them. */
export type { Block, Document } from "./document.ts";
export { reportHtml } from "./html.ts";
export type { Material } from "./material.ts";
export { type Template, templates } from "./templates/templates.ts";

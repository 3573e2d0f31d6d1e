/** Front door of the stage's server part: the operations that other stages, the demo and the command line call. */
export { acceptDelivery } from "./acceptDelivery.ts";
export { checkDelivery } from "./checkDelivery.ts";
export { previewFile } from "./previewFile.ts";
export { receiveDelivery } from "./receiveDelivery.ts";
export * from "./spaces/spaces.ts";
export { sweepFiles } from "./sweepFiles.ts";

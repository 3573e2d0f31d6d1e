/** Door for later stages and the apps: patterns of what is held back, worked out and read. */
export { agreedPeople } from "./agreedPeople.ts";
export { agreeToNotice } from "./agreeToNotice.ts";
export { figureRules } from "./figureRules.ts";
export { heldBackFrom } from "./heldBackFrom.ts";
export { profileSettings } from "./profileSettings.ts";
export { type ProtectWishes, protectFigures } from "./protectFigures.ts";
export { renewPatterns } from "./renewPatterns.ts";
export { showNotice } from "./showNotice.ts";
export { explainedTransfer } from "./transferReport.ts";
export { type WithheldAreas, withheldCells } from "./withheldCells.ts";

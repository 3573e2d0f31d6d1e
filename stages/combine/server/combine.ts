/** Front door of the server's part: what later stages may ask. */

export { indexChapter } from "./indices/indexChapter.ts";
export { answerPanel } from "./rounds/answerPanel.ts";
export { changeRound } from "./rounds/changeRound.ts";
export { freezeRound } from "./rounds/freezeRound.ts";
export { invitePeople } from "./rounds/invitePeople.ts";
export { openRound } from "./rounds/openRound.ts";
export { showRound } from "./rounds/showRound.ts";
export { compositeIndex } from "./showIndex.ts";

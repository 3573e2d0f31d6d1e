import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { accessibility } from "./accessibility.ts";
import { answerMessage } from "./answerMessage.ts";
import { messageProcessing } from "./messageProcessing.ts";
import { messages } from "./messages.ts";
import { nameContact } from "./nameContact.ts";
import { placeVideo } from "./placeVideo.ts";
import { sendMessage } from "./sendMessage.ts";
import { uploadVideo } from "./uploadVideo.ts";
import { videoFile } from "./videoFile.ts";

export const stage: ServerStage = {
  operations: [accessibility, nameContact, uploadVideo, placeVideo, videoFile, sendMessage, messages, answerMessage],
  phrases,
  processing: [messageProcessing],
};

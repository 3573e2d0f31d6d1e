/** Front door of these pages: what the pages of later stages may use. */
export { AnswerSentence } from "./AnswerSentence.tsx";
export { useAreaChoices } from "./useAreaChoices.ts";

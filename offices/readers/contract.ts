import { type Static, type TObject, Type } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import { editing } from "../../kernel/contract/editing.ts";

/** A file as it came over the wire, streamed to disk; the server fills it in. */
interface SentFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
}

const contact = {
  /** Who answers for the pages: "Landkreis Musterkreis, Fachdienst Soziale Planung". */
  operator: Type.String({ maxLength: 200, description: "Wer für die Seiten verantwortlich ist" }),
  email: Type.String({ maxLength: 200, description: "E-Mail für Rückmeldungen" }),
  phone: Type.String({ maxLength: 60, description: "Telefon für Rückmeldungen" }),
  /** Name and address of the body that one turns to when the county does not answer. */
  enforcementName: Type.String({ maxLength: 200, description: "Durchsetzungs- oder Schlichtungsstelle" }),
  enforcementContact: Type.String({ maxLength: 500, description: "Wie man die Stelle erreicht" }),
  /** The law of the state that holds here: "§ 12 LBGG Schleswig-Holstein". */
  law: Type.String({ maxLength: 200, description: "Landesrecht, nach dem die Erklärung gilt" }),
  /** Day on which the county looked at the statement last; empty while nobody has. */
  reviewedOn: Type.String({ pattern: "^(\\d{4}-\\d{2}-\\d{2})?$", description: "Tag der letzten Überprüfung" }),
  /** What of the county's own content is not accessible, in its words. */
  ownBarriers: Type.String({ maxLength: 4000, description: "Was an eigenen Inhalten nicht barrierefrei ist" }),
};

const Video = Type.Object({
  /** Where it plays from: always the county's own server. */
  address: Type.String(),
  /** As it was uploaded; empty when it lies elsewhere on the server. */
  fileName: Type.String(),
  mediaType: Type.String(),
});

/** How accessible the pages are, whom one tells about barriers, and the video in sign language; for everybody. */
export const accessibilityContract = {
  name: "readers.accessibility",
  method: "GET",
  path: "/api/accessibility",
  summary: {
    de: "Barrierefreiheit: Ansprechstelle, Durchsetzungsstelle, Gebärdensprache",
    en: "Accessibility: contact, enforcement body, sign language",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({}),
  output: Type.Object({
    contact: Type.Object(contact),
    /** Version of the contact; 0 while nobody has entered one. */
    version: Type.Integer(),
    video: Type.Union([Video, Type.Null()]),
    videoVersion: Type.Integer(),
    /** Day on which the pages were last examined by those who make the platform. */
    examinedOn: Type.String(),
  }),
} as const satisfies Contract<TObject, TObject>;
export type Accessibility = Static<typeof accessibilityContract.output>;

/** Enters whom one tells about barriers, and who sees to it that they go. */
export const nameContactContract = {
  name: "readers.nameContact",
  method: "PUT",
  path: "/api/accessibility",
  summary: { de: "Ansprechstelle für Barrieren eintragen", en: "Enter the contact for barriers" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({ ...contact, ...editing }),
  output: Type.Object({ stored: Type.Boolean(), version: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;

/** Takes the film in that explains the platform in sign language. */
export const uploadVideoContract = {
  name: "readers.uploadVideo",
  method: "POST",
  path: "/api/accessibility/video",
  summary: { de: "Film in Gebärdensprache hochladen", en: "Upload the film in sign language" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({ file: Type.Unsafe<SentFile>({ "x-upload": true }) }),
  output: Type.Object({ video: Type.Union([Video, Type.Null()]), version: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;

/** Shows a film that lies elsewhere on the same server, or takes the film away. */
export const placeVideoContract = {
  name: "readers.placeVideo",
  method: "PUT",
  path: "/api/accessibility/video",
  summary: {
    de: "Film in Gebärdensprache von einer Adresse dieses Servers zeigen oder wegnehmen",
    en: "Show the film in sign language from an address of this server, or take it away",
  },
  policy: { action: "change", object: "settings" },
  input: Type.Object({
    /** Begins with a single slash: `/filme/kreislauf.mp4`. Null takes the film away. */
    address: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
    ...editing,
  }),
  output: Type.Object({ video: Type.Union([Video, Type.Null()]), version: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;

export const videoFileContract = {
  name: "readers.videoFile",
  method: "GET",
  path: "/api/accessibility/video/file",
  summary: { de: "Der Film in Gebärdensprache", en: "The film in sign language" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({}),
  output: Type.Unsafe<{ name: string; mediaType: string; content: AsyncIterable<Uint8Array> }>({
    "x-file": "video/mp4",
  }),
} as const satisfies Contract<TObject, unknown>;

export const messageKinds = ["barrier", "mistake", "idea", "other"] as const;
const MessageKind = Type.Unsafe<(typeof messageKinds)[number]>({ type: "string", enum: [...messageKinds] });

/** Tells the county that something is in the way, wrong or missing; no name and no account is needed. */
export const sendMessageContract = {
  name: "readers.sendMessage",
  method: "POST",
  path: "/api/messages",
  summary: { de: "Rückmeldung zu einer Seite senden", en: "Send a message about a page" },
  policy: { action: "create", object: "readerMessage" },
  input: Type.Object({
    kind: MessageKind,
    /** Address of the page that it is about: `/indikatoren/kinderarmut`. */
    page: Type.String({ maxLength: 300, pattern: "^/[^?#]*$", description: "Seite, um die es geht" }),
    message: Type.String({ minLength: 3, maxLength: 4000, description: "Ihre Nachricht" }),
    /** Only for those who want an answer. */
    answerTo: Type.Optional(Type.String({ maxLength: 200, description: "E-Mail oder Telefon, freiwillig" })),
  }),
  output: Type.Object({ id: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;

const Message = Type.Object({
  id: Type.Integer(),
  kind: MessageKind,
  page: Type.String(),
  message: Type.String(),
  answerTo: Type.Union([Type.String(), Type.Null()]),
  receivedAt: Type.String(),
  answeredBy: Type.Union([Type.String(), Type.Null()]),
  answeredAt: Type.Union([Type.String(), Type.Null()]),
  note: Type.String(),
});
export type ReaderMessage = Static<typeof Message>;

export const messagesContract = {
  name: "readers.messages",
  method: "GET",
  path: "/api/messages",
  summary: { de: "Rückmeldungen, offene zuerst", en: "Messages of readers, open ones first" },
  policy: { action: "read", object: "readerMessage" },
  input: Type.Object({}),
  output: Type.Object({ messages: Type.Array(Message), open: Type.Integer() }),
} as const satisfies Contract<TObject, TObject>;

/** Marks a message as answered; the address for the answer is erased with it. Open again it has none. */
export const answerMessageContract = {
  name: "readers.answerMessage",
  method: "PUT",
  path: "/api/messages/:id",
  summary: { de: "Rückmeldung als beantwortet vermerken", en: "Mark a message as answered" },
  policy: { action: "change", object: "readerMessage" },
  input: Type.Object({
    id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    answered: Type.Boolean(),
    /** What came of it. */
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  output: Message,
} as const satisfies Contract<TObject, TObject>;

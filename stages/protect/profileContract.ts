import { type Static, Type } from "typebox";
import { type Circle, circles } from "../../kernel/contract/circle.ts";
import type { Contract } from "../../kernel/contract/contract.ts";
import { settableRules } from "./profiles.ts";

const circleName = Type.Unsafe<Circle>({ type: "string", enum: [...circles] });
const reason = Type.String({ minLength: 3, maxLength: 500, description: "Begründung" });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const ruleName = Type.Unsafe<(typeof settableRules)[number]>({ type: "string", enum: [...settableRules] });
/** Number of the newest setting of the same pair that the person saw; 0 when there was none. */
const basedOn = Type.Optional(
  Type.Integer({ minimum: 0, description: "Festlegung, die beim Bearbeiten zu sehen war" }),
);

const setting = Type.Object({
  id: Type.Integer(),
  kind: Type.Unsafe<"level" | "rule">({ type: "string", enum: ["level", "rule"] }),
  /** Null: for everybody. */
  circle: orNull(circleName),
  /** Null: for all base figures that have a minimum. */
  figure: orNull(Type.String()),
  /** Smallest level or rule; null takes back what was set before. */
  value: orNull(Type.String()),
  reason: Type.String(),
  setAt: Type.String(),
  setBy: Type.String(),
});
export type ProfileSetting = Static<typeof setting>;

/** Who sees what: smallest level and rules of every circle of readers, and who set them. */
export const disclosureProfiles = {
  name: "protect.disclosureProfiles",
  method: "GET",
  path: "/api/disclosure-profiles",
  summary: { de: "Leserkreise: wer sieht welche Zahlen", en: "Circles of readers: who sees which figures" },
  policy: { action: "read", object: "disclosureProfile" },
  input: Type.Object({}),
  output: Type.Object({
    levels: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) }),
      }),
    ),
    figures: Type.Array(Type.Object({ id: Type.String(), label: Type.String(), rule: Type.String() })),
    circles: Type.Array(
      Type.Object({
        circle: circleName,
        /** The smallest level that it sees. */
        smallest: orNull(Type.String()),
        /** Number of the setting that says so; 0 while it has the usual one. */
        levelSetting: Type.Integer(),
      }),
    ),
    /** Rules in force that somebody set on top of those of the sources. */
    rules: Type.Array(setting),
    /** All settings that ever were made, the newest first. */
    settings: Type.Array(setting),
  }),
} as const satisfies Contract<unknown, unknown>;
export type DisclosureProfiles = Static<typeof disclosureProfiles.output>;

/** Sets the smallest level of areas of which a circle of readers sees figures. */
export const setSmallestLevelContract = {
  name: "protect.setSmallestLevel",
  method: "PUT",
  path: "/api/disclosure-profiles/:circle/level",
  summary: { de: "Feinste Ebene eines Leserkreises festlegen", en: "Set the smallest level of a circle of readers" },
  policy: { action: "change", object: "disclosureProfile" },
  input: Type.Object({
    circle: circleName,
    /** Null takes back what was set. */
    level: orNull(Type.String({ maxLength: 60 })),
    reason,
    basedOn,
  }),
  output: setting,
} as const satisfies Contract<unknown, unknown>;

/** Sets a rule for a circle of readers; the source's own, or that of somebody further inside, holds where it is stricter. */
export const setDisclosureRuleContract = {
  name: "protect.setDisclosureRule",
  method: "POST",
  path: "/api/disclosure-profiles/rules",
  summary: { de: "Schutzregel eines Leserkreises festlegen", en: "Set a rule for a circle of readers" },
  policy: { action: "change", object: "disclosureProfile" },
  input: Type.Object({
    /** Null: for everybody. */
    circle: orNull(circleName),
    /** Id of a base figure; null: for all that have a minimum. */
    figure: orNull(Type.String({ maxLength: 120 })),
    /** Null takes back what was set. */
    rule: orNull(ruleName),
    reason,
    basedOn,
  }),
  output: Type.Object({
    setting,
    /** Base figures whose withheld cells were worked out anew. */
    renewed: Type.Integer(),
  }),
} as const satisfies Contract<unknown, unknown>;

/** The notice against re-identification, and whether the asking person has agreed to it. */
export const confidentialityNotice = {
  name: "protect.confidentialityNotice",
  method: "GET",
  path: "/api/confidentiality-notice",
  summary: {
    de: "Hinweis zur Vertraulichkeit und eigene Zustimmung",
    en: "Notice on confidentiality and one's own consent",
  },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({}),
  output: Type.Object({
    wording: Type.Integer(),
    /** What is promised. */
    promises: Type.Array(Type.Object({ de: Type.String(), en: Type.Optional(Type.String()) })),
    /** Levels that open with the agreement; none for readers who see nothing that the public does not see. */
    levels: Type.Array(Type.String()),
    /** When the person agreed to this wording; null while not. */
    agreedAt: orNull(Type.String()),
    /** Whether the person can agree here: whoever is signed in, or sits at the machine. */
    mayAgree: Type.Boolean(),
  }),
} as const satisfies Contract<unknown, unknown>;
export type ConfidentialityNotice = Static<typeof confidentialityNotice.output>;

/** Agrees to the notice, once; the audit trail keeps a line of it. */
export const agreeToNoticeContract = {
  name: "protect.agreeToNotice",
  method: "POST",
  path: "/api/confidentiality-notice/consent",
  summary: { de: "Stimmt dem Hinweis zur Vertraulichkeit zu", en: "Agrees to the notice on confidentiality" },
  policy: { action: "change", object: "ownAccount" },
  input: Type.Object({
    /** Wording that the person has read. */
    wording: Type.Integer({ minimum: 1 }),
  }),
  output: Type.Object({ agreedAt: Type.String() }),
} as const satisfies Contract<unknown, unknown>;

import type { Static } from "typebox";
import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type Accessibility, accessibilityContract, type nameContactContract } from "../contract.ts";
import { contactKey, type StoredVideo, videoKey, videoOf } from "./settings.ts";

type Contact = Omit<Static<typeof nameContactContract.input>, "basedOn" | "reason">;

const nobody: Contact = {
  operator: "",
  email: "",
  phone: "",
  enforcementName: "",
  enforcementContact: "",
  law: "",
  reviewedOn: "",
  ownBarriers: "",
};

/** Raised whenever the automated examination and the keyboard journeys were gone through for all pages. */
const examinedOn = "2026-11-23";

/** What the statement of accessibility says about this county. */
export const accessibility = operation(
  accessibilityContract,
  async ({ db }: Pick<Context, "db">): Promise<Accessibility> => {
    const rows = await db.selectFrom("setting").selectAll().where("key", "in", [contactKey, videoKey]).execute();
    const contentOf = (key: string) => rows.find((row) => row.key === key)?.content;
    const video = contentOf(videoKey) as StoredVideo | undefined;
    return {
      contact: { ...nobody, ...(contentOf(contactKey) as Partial<Contact> | undefined) },
      version: await versionInForce(db, { kind: "setting", id: contactKey }),
      video: video === undefined ? null : videoOf(video),
      videoVersion: await versionInForce(db, { kind: "setting", id: videoKey }),
      examinedOn,
    };
  },
);

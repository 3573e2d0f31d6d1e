import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { changeOnce, versionInForce } from "../../../../runtime/history/changeOnce.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { saveAgreementContract } from "../../agreements/contract.ts";

/**
 * Stores an agreement; a source without legal basis, purpose or retention cannot be activated.
 *
 * Refuses figures that are not in the catalogue, an active agreement that lacks one of these, and a number that does
 * not exist.
 */
export const saveAgreement = operation(
  saveAgreementContract,
  async ({ db, catalogue }, { id, reason: _, basedOn, ...terms }) => {
    const unknown = terms.figures.find((figure) => !catalogue.baseFigures.has(figure));
    if (unknown !== undefined) throw new Refusal("collect.agreementFigure", { figure: unknown });
    const empty = [
      terms.legalBasis.trim() === "" ? "Rechtsgrundlage" : "",
      terms.purpose.trim() === "" ? "Zweck" : "",
      terms.retention.trim() === "" ? "Aufbewahrung" : "",
    ].filter((name) => name !== "");
    if (terms.active && empty.length > 0)
      throw new Refusal("collect.agreementIncomplete", { title: terms.title, fields: empty.join(", ") });
    const { legalBasis, approvedUntil, ...same } = terms;
    const row = { ...same, legal_basis: legalBasis, approved_until: approvedUntil };
    if (id === undefined) {
      const made = await db.insertInto("delivery_agreement").values(row).returning("id").executeTakeFirstOrThrow();
      return { ...made, version: await versionInForce(db, { kind: "agreement", id: String(made.id) }) };
    }
    return changeOnce(db, { kind: "agreement", id: String(id) }, basedOn, async (transaction) => {
      const changed = await transaction
        .updateTable("delivery_agreement")
        .set(row)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      if (changed === undefined) throw new Refusal("collect.noAgreement", { id }, { kind: "missing" });
      return changed;
    });
  },
);

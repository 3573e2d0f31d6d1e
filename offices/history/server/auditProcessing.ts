import { readRetention } from "../../../runtime/history/retention.ts";
import type { Processing } from "../../../runtime/http/operation.ts";

/** What the audit trail and the versions keep about people. */
export const auditProcessing: Processing = {
  id: "history.audit",
  title: "Protokoll der Änderungen",
  purpose:
    "Nachweis, wer wann was geändert, freigegeben oder vergeblich versucht hat; Wiederherstellung früherer Fassungen",
  legalBasis: "Art. 6 Abs. 1 Buchst. c und e, Art. 5 Abs. 2 und Art. 32 DSGVO",
  persons: "Beschäftigte und andere Personen mit Zugang, die etwas ändern",
  data: "Name und Kennung des Kontos, Zeitpunkt, Vorgang, Kennung des geänderten Gegenstands, Grund",
  recipients: "Systembetreuung, Datenschutzbeauftragte, Statistikstelle",
  deletion:
    "Namen werden nach der eingestellten Frist gelöscht, beim Start und täglich; der Vorgang selbst bleibt ohne Namen",
  async extent({ db }) {
    const { entries } = await db
      .selectFrom("audit_entry")
      .select((of) => of.fn.countAll<number>().as("entries"))
      .executeTakeFirstOrThrow();
    const { named } = await db
      .selectFrom("audit_person")
      .select((of) => of.fn.countAll<number>().as("named"))
      .executeTakeFirstOrThrow();
    const months = await readRetention(db);
    return `${entries} Einträge, davon ${named} mit Namen; Frist ${months} Monate.`;
  },
};

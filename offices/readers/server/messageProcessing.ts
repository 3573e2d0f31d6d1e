import type { Processing } from "../../../runtime/http/operation.ts";

/** What messages of readers keep about people. */
export const messageProcessing: Processing = {
  id: "readers.messages",
  title: "Rückmeldungen zu Seiten",
  purpose: "Barrieren, Fehler und Wünsche erfahren, beantworten und abstellen",
  legalBasis: "Art. 6 Abs. 1 Buchst. c und e DSGVO mit § 12b BGG und dem Landesrecht zur Barrierefreiheit",
  persons: "Wer eine Rückmeldung sendet und freiwillig nennt, wohin die Antwort gehen soll",
  data: "Nachricht, Seite, Zeitpunkt; freiwillig E-Mail oder Telefon. Gegen Missbrauch ein verschlüsselter Prüfwert des Anschlusses, höchstens zwei Tage",
  recipients: "Systembetreuung, Kreis-Sozialplanung",
  deletion: "E-Mail oder Telefon werden gelöscht, sobald die Nachricht als beantwortet vermerkt ist",
  async extent({ db }) {
    const { all, open, reachable } = await db
      .selectFrom("reader_message")
      .select((of) => [
        of.fn.countAll<string>().as("all"),
        of.fn.countAll<string>().filterWhere("answered_at", "is", null).as("open"),
        of.fn.count<string>("answer_to").as("reachable"),
      ])
      .executeTakeFirstOrThrow();
    return `${all} Nachrichten, davon ${open} offen und ${reachable} mit E-Mail oder Telefon.`;
  },
};

import type { Processing } from "../../../runtime/http/operation.ts";

/** What the platform keeps about the people who may sign in. */
export const accountsProcessing: Processing = {
  id: "accounts",
  title: "Konten der Nutzenden",
  purpose: "Anmeldung und Zuordnung von Rechten; nachvollziehbar machen, wer etwas geändert hat",
  legalBasis: "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Datenschutzgesetz des Landes; Art. 32 DSGVO",
  persons: "Beschäftigte und andere Personen, die eingeladen wurden",
  data: "Name, E-Mail-Adresse, Passwort als Prüfwert (argon2id), Schlüssel des zweiten Faktors (verschlüsselt), öffentliche Schlüssel von Passkeys, offene Anmeldungen mit Art des Geräts und letzter Nutzung; keine IP-Adressen",
  recipients: "Systembetreuung",
  deletion:
    "Anmeldungen enden nach zwölf Stunden ohne Nutzung, spätestens nach sieben Tagen, und werden dann gelöscht; Fehlversuche stehen höchstens zwei Tage unter einem Prüfwert. Konten löscht die Systembetreuung, wenn jemand ausscheidet.",
  extent: async ({ installation }) => {
    const { n } = await installation
      .selectFrom("kreislauf.account")
      .select((count) => count.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    return n === 1 ? "Ein Konto" : `${n} Konten`;
  },
};

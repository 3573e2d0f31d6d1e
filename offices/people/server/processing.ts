import type { Processing } from "../../../runtime/http/operation.ts";

/** What the platform keeps about the people who may sign in. */
export const accountsProcessing: Processing = {
  id: "accounts",
  title: "Konten der Nutzenden",
  purpose: "Anmeldung und Zuordnung von Rechten; nachvollziehbar machen, wer etwas geändert hat",
  legalBasis: "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Datenschutzgesetz des Landes; Art. 32 DSGVO",
  persons: "Beschäftigte und andere Personen, die eingeladen wurden",
  data: "Name, E-Mail-Adresse, Passwort als Prüfwert (argon2id), Schlüssel des zweiten Faktors (verschlüsselt), öffentliche Schlüssel von Passkeys, offene Anmeldungen mit Art des Geräts und letzter Nutzung, was mit dem Konto geschah (für die Person selbst); keine IP-Adressen",
  recipients: "Systembetreuung",
  deletion:
    "Anmeldungen enden ohne Nutzung nach zwölf Stunden, spätestens nach sieben Tagen (oder den Stunden, die eingestellt sind), und werden dann gelöscht; was mit einem Konto geschah, steht dort ein Jahr; Fehlversuche stehen höchstens zwei Tage unter einem Prüfwert. Konten löscht die Systembetreuung, wenn jemand ausscheidet.",
  extent: async ({ installation }) => {
    const { n } = await installation
      .selectFrom("kreislauf.account")
      .select((count) => count.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    return n === 1 ? "Ein Konto" : `${n} Konten`;
  },
};

import type { Processing } from "../../../runtime/http/operation.ts";
import { noticeVersion } from "../notice.ts";

/** What the platform keeps about those who agreed to the notice on confidentiality. */
export const consentProcessing: Processing = {
  id: "consents",
  title: "Zustimmungen zum Hinweis zur Vertraulichkeit",
  purpose: "Belegen, dass über das Verbot der Reidentifizierung belehrt ist, wer Zahlen kleiner Gebiete sieht",
  legalBasis: "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit §§ 21, 22 BStatG und dem Statistikgesetz des Landes",
  persons: "Nutzende, die Zahlen sehen, welche die Öffentlichkeit nicht sieht",
  data: "Konto, Name, Wortlaut und Zeitpunkt",
  recipients: "Statistikstelle, Systembetreuung, Datenschutzbeauftragte",
  deletion: "Bei neuem Wortlaut mit der ersten Zustimmung zu ihm; die Zeile im Protokoll nach dessen Frist",
  extent: async ({ db }) => {
    const { n } = await db
      .selectFrom("fine_data_consent")
      .select((count) => count.fn.countAll<string>().as("n"))
      .where("wording", "=", noticeVersion)
      .executeTakeFirstOrThrow();
    return Number(n) === 1 ? "Eine Zustimmung" : `${n} Zustimmungen`;
  },
};

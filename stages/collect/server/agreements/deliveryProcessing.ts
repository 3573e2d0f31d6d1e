import { localDay } from "../../../../kernel/time/localDay.ts";
import type { Processing } from "../../../../runtime/http/operation.ts";
import { storedAgreements } from "./agreements.ts";

/** What deliveries keep about people: who delivered, checked and accepted; of those in the figures, nobody. */
export const deliveryProcessing: Processing = {
  id: "collect.deliveries",
  title: "Lieferungen zusammengefasster Daten",
  purpose: "Sozialplanung und Sozialberichterstattung; Nachweis, aus welcher Datei ein Wert stammt",
  legalBasis:
    "Je Quelle nach Liefervereinbarung; für offene Daten keine nötig. Namen der Handelnden: Art. 6 Abs. 1 Buchst. c und e DSGVO",
  persons: "Beschäftigte der liefernden und der annehmenden Stellen",
  data: "Name bei jedem Schritt einer Lieferung, Zeitpunkt, Anmerkung. Dateien mit Einzelpersonen werden abgewiesen, bevor sie gespeichert werden",
  recipients: "Sozialplanung, Statistikstelle, Systembetreuung",
  deletion:
    "Mit der Lieferung; sie bleibt, solange Berichte auf ihr beruhen. Quellen im Einzelnen nach der Aufbewahrung ihrer Vereinbarung",
  async extent({ db, now }) {
    const { count } = await db
      .selectFrom("delivery")
      .select((of) => of.fn.countAll<number>().as("count"))
      .where("state", "=", "accepted")
      .executeTakeFirstOrThrow();
    const day = localDay(now());
    const active = (await storedAgreements(db)).filter((one) => one.active);
    const sources = active.map((one) => {
      const ends =
        one.approvedUntil === null
          ? ""
          : `, ${one.approvedUntil < day ? "geendet" : "gilt bis"} ${german(one.approvedUntil)}`;
      return `${one.holder}, ${one.title}: ${one.legalBasis}${ends}`;
    });
    const list =
      sources.length === 0 ? "Noch keine Liefervereinbarung." : `Quellen mit Vereinbarung: ${sources.join("; ")}.`;
    return `${count} angenommene Lieferungen. ${list}`;
  },
};

function german(day: string): string {
  return day.split("-").reverse().join(".");
}

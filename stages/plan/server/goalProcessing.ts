import { readRetention } from "../../../runtime/history/retention.ts";
import type { Processing } from "../../../runtime/http/operation.ts";

/** What goals keep about people: who answers for one, who released it. */
export const goalProcessing: Processing = {
  id: "plan.goals",
  title: "Zuständige und Freigebende bei Zielen",
  purpose: "Sagen, wer für ein Handlungsziel zuständig ist und wer eine Fassung freigegeben hat",
  legalBasis: "Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Datenschutzgesetz des Landes",
  persons: "Beschäftigte, die als Zuständige genannt sind oder Ziele schreiben und freigeben",
  data: "Name der zuständigen Person, wenn statt einer Organisationseinheit eine Person genannt wird; Name und Kennung des Kontos beim Schreiben und Freigeben",
  recipients: "Planung, Leitung; bei freigegebenen Zielen alle, die sie lesen",
  deletion:
    "In der geltenden Fassung, bis sie geändert wird; in früheren Fassungen nach der Frist des Protokolls, beim Start und täglich",
  async extent({ db }) {
    const { named } = await db
      .selectFrom("goal")
      .select((of) => of.fn.countAll<number>().as("named"))
      .where("responsible", "<>", "")
      .executeTakeFirstOrThrow();
    const months = await readRetention(db);
    return `${named} Ziele mit einer genannten Person; Frist früherer Fassungen ${months} Monate.`;
  },
};

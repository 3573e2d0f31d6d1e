import type { Text } from "../../../kernel/text/text.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { Lineage } from "../contract.ts";
import { reasonTexts } from "../reasonTexts.ts";
import { listed, spoken } from "./wording.ts";

type Step = Lineage["steps"][number];

/**
 * The story of a value in at most six steps, from who counted to what is shown
 * (X-073): source, delivery, boundaries, aggregation, formula, protection.
 */
export function lineageSteps(story: Omit<Lineage, "steps"> & { readonly boundaryDay: string }): Step[] {
  return [
    sourceStep(story),
    deliveryStep(story),
    boundaryStep(story),
    aggregationStep(story),
    formulaStep(story),
    protectionStep(story),
  ];
}

type Story = Omit<Lineage, "steps"> & { readonly boundaryDay: string };

function sourceStep({ parts }: Story): Step {
  const said = parts.map((part) => `${part.baseFigure.label.de}: ${part.baseFigure.source}`);
  const english = parts.map(
    (part) => `${part.baseFigure.label.en ?? part.baseFigure.label.de}: ${part.baseFigure.source}`,
  );
  return step(
    "source",
    { de: "Wer gezählt hat", en: "Who counted" },
    { de: `${unique(said)}.`, en: `${unique(english)}.` },
  );
}

function deliveryStep({ parts }: Story): Step {
  const title = { de: "Welche Datei", en: "Which file" };
  const deliveries = parts.flatMap((part) =>
    part.cells.flatMap((cell) => (cell.delivery === null ? [] : [cell.delivery])),
  );
  if (deliveries.length === 0)
    return step("delivery", title, { de: "Keine Lieferung enthält diese Zahl.", en: "No delivery holds this number." });
  const byFile = [...new Map(deliveries.map((one) => [one.id, one])).values()];
  const day = (moment: string | null) => (moment === null ? "" : localDay(moment).split("-").reverse().join("."));
  const where = (one: (typeof byFile)[number], words: readonly [string, string, string]) => {
    // A row is told only where one cell stands behind the number; else the list of cells tells.
    if (deliveries.length > 1 && deliveries.filter((other) => other.id === one.id).length > 1) return "";
    const sheet = one.sheet === "" ? "" : `, ${words[0]} „${one.sheet}“`;
    return `${sheet}${one.row === null ? "" : `, ${words[1]} ${one.row}`}${one.column === null ? "" : `, ${words[2]} ${one.column}`}`;
  };
  return step("delivery", title, {
    de: `${byFile
      .map(
        (one) =>
          `Lieferung ${one.id}, Datei „${one.fileName}“${where(one, ["Blatt", "Zeile", "Spalte"])}, angenommen${one.acceptedAt === null ? "" : ` am ${day(one.acceptedAt)}`}${one.acceptedBy === null ? "" : ` von ${one.acceptedBy}`}`,
      )
      .join("; ")}.`,
    en: `${byFile
      .map(
        (one) =>
          `Delivery ${one.id}, file “${one.fileName}”${where(one, ["sheet", "row", "column"])}, accepted${one.acceptedAt === null ? "" : ` on ${localDay(one.acceptedAt)}`}${one.acceptedBy === null ? "" : ` by ${one.acceptedBy}`}`,
      )
      .join("; ")}.`,
  });
}

function boundaryStep({ parts, boundaryDay }: Story): Step {
  const title = { de: "Auf welchem Gebietsstand", en: "On which boundaries" };
  const notes = parts.flatMap((part) =>
    part.cells.flatMap((cell) => (cell.conversion === null ? [] : [cell.conversion])),
  );
  const day = boundaryDay.split("-").reverse().join(".");
  if (notes.length === 0)
    return step("boundary", title, {
      de: `Gebietsstand ${day}; nichts wurde umgerechnet.`,
      en: `Boundaries of ${boundaryDay}; nothing was converted.`,
    });
  return step("boundary", title, {
    de: `Gebietsstand ${day}. ${unique(notes.map((note) => note.de))}`,
    en: `Boundaries of ${boundaryDay}. ${unique(notes.map((note) => note.en ?? note.de))}`,
  });
}

function aggregationStep({ parts, area }: Story): Step {
  const said = parts.map((part): Required<Text> => {
    const name = part.baseFigure.id;
    const value = spoken(part.value, { unit: part.baseFigure.unit, decimals: Number.isInteger(part.value) ? 0 : 1 });
    const places = part.cells.length;
    if (part.how === "delivered")
      return {
        de: `${name} (${part.period}) wurde für ${area.name} selbst geliefert: ${value.de}`,
        en: `${name} (${part.period}) was delivered for ${area.name} itself: ${value.en}`,
      };
    if (part.how === "summed")
      return {
        de: `${name} (${part.period}) wurde aus ${places} Teilgebieten zusammengezählt: ${value.de}`,
        en: `${name} (${part.period}) was summed from ${places} parts: ${value.en}`,
      };
    if (part.how === "converted")
      return {
        de: `${name} (${part.period}) wurde aus früheren Gebieten umgerechnet: ${value.de}`,
        en: `${name} (${part.period}) was brought over from former areas: ${value.en}`,
      };
    if (part.how === "weighted")
      return {
        de: `${name} (${part.period}) ist ein nach Einwohnern gewichtetes Mittel: ${value.de}`,
        en: `${name} (${part.period}) is a mean weighted by residents: ${value.en}`,
      };
    return { de: `${name} (${part.period}) fehlt`, en: `${name} (${part.period}) is missing` };
  });
  return step(
    "aggregation",
    { de: "Wie zusammengezählt", en: "How it was added up" },
    { de: `${said.map((one) => one.de).join("; ")}.`, en: `${said.map((one) => one.en).join("; ")}.` },
  );
}

function formulaStep({ definition, indicator, value }: Story): Step {
  const result = spoken(value, indicator);
  const who =
    definition.person === null
      ? { de: "mit der Plattform ausgeliefert", en: "shipped with the platform" }
      : { de: `geändert von ${definition.person}`, en: `changed by ${definition.person}` };
  return step(
    "formula",
    { de: "Welche Formel", en: "Which formula" },
    {
      de: `${definition.formula} = ${result.de} (Fassung ${definition.version}, ${who.de}).`,
      en: `${definition.formula} = ${result.en} (version ${definition.version}, ${who.en}).`,
    },
  );
}

function protectionStep({ value, mark, reason, parts }: Story): Step {
  const title = { de: "Was geschützt ist", en: "What is protected" };
  const rules = listed([...new Set(parts.map((part) => part.baseFigure.disclosure))]);
  if (typeof value !== "number") {
    const why = reasonTexts[(reason ?? "notDelivered") as keyof typeof reasonTexts] ?? reasonTexts.notDelivered;
    return step("protection", title, why);
  }
  const caution =
    mark === "unsafe"
      ? {
          de: " Der Wert ist unsicher, weil er auf wenigen Fällen beruht.",
          en: " The value is uncertain, since it rests on few cases.",
        }
      : mark === "estimated"
        ? { de: " Der Wert ist geschätzt.", en: " The value is estimated." }
        : mark === "approximate"
          ? { de: " Der Wert ist angenähert.", en: " The value is approximate." }
          : mark === "provisional"
            ? { de: " Die Quelle nennt den Wert vorläufig.", en: " The source calls the value provisional." }
            : mark === "revised"
              ? { de: " Die Quelle hat den Wert berichtigt.", en: " The source has revised the value." }
              : mark === "mixedDates"
                ? {
                    de: " Seine Teile haben verschiedene Stichtage oder Quellen der Bevölkerung.",
                    en: " Its parts have different reference dates or sources of the population.",
                  }
                : { de: "", en: "" };
  return step("protection", title, {
    de: `Geprüft nach den Regeln der Quellen (${rules.de}) und freigegeben.${caution.de}`,
    en: `Checked by the rules of the sources (${rules.en}) and released.${caution.en}`,
  });
}

function step(kind: Step["kind"], title: Required<Text>, sentence: Text): Step {
  return { kind, title, sentence };
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts)].join("; ");
}

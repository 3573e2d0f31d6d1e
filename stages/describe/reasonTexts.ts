import type { Text } from "../../kernel/text/text.ts";
import type { Reason } from "./figures/releasedRows.ts";

/** Why there is no value, for whoever points at the hatched area. */
export const reasonTexts: Readonly<Record<Exclude<Reason, "">, Required<Text>>> = {
  notDelivered: { de: "Dazu wurde nichts geliefert.", en: "Nothing was delivered for this." },
  partMissing: {
    de: "Nicht alle Teilgebiete haben geliefert; eine Teilsumme wird nicht als Ganzes gezeigt.",
    en: "Not all parts delivered; a partial sum is not shown as the whole.",
  },
  notAggregatable: {
    de: "Nicht verfügbar: Ein Median oder Mittelwert lässt sich nicht aus Teilgebieten zusammenrechnen.",
    en: "Not available: a median or mean cannot be put together from parts.",
  },
  netOnly: {
    de: "Nicht verfügbar: Bewegungen zwischen den Teilgebieten würden doppelt gezählt.",
    en: "Not available: moves between the parts would be counted twice.",
  },
  notConverted: {
    de: "Auf den heutigen Gebietsstand nicht umzurechnen, weil ein früheres Gebiet fehlt.",
    en: "Cannot be brought to today's boundaries, because a former area is missing.",
  },
  withheld: {
    de: "Gesperrt: Die Zahl beruht auf zu wenigen Fällen.",
    en: "Withheld: the number rests on too few cases.",
  },
  rateOfWithheld: {
    de: "Gesperrt: Eine der Zahlen dahinter ist geheim zu halten.",
    en: "Withheld: one of the numbers behind it must be kept secret.",
  },
  notOpen: {
    de: "Nicht geöffnet: Zahlen so kleiner Gebiete liegen außerhalb Ihrer Zuständigkeit.",
    en: "Not open: figures of areas this small lie outside your field.",
  },
  dividedByZero: {
    de: "Nicht sinnvoll: Es gibt niemanden, auf den sich die Zahl beziehen könnte.",
    en: "Not meaningful: there is nobody whom the figure could refer to.",
  },
  later: { de: "Die Quelle veröffentlicht die Zahl später.", en: "The source publishes the number later." },
  unreliable: { de: "Die Quelle hält die Zahl für zu unsicher.", en: "The source considers the number too uncertain." },
};

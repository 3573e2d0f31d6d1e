import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { indexMethod } from "./indexMethod.ts";
import { readDefinition } from "./readDefinition.ts";

const method = (name: string) => {
  const plan = readDefinition(readFileSync(join(import.meta.dirname, "../../examples/indices", name), "utf8"));
  return indexMethod(plan, plan.roots[0]!);
};

test("the method sheet says who is left out, which holes are filled and what is done to outliers", () => {
  const asem = method("asem.yaml");
  expect(asem.normalisation).toBe(
    "Bei schiefer Verteilung rücken bis zu 5 Ausreißer an den nächsten Wert heran; genügt das nicht, wird stattdessen logarithmiert. Min-Max: vom niedrigsten (0) bis zum höchsten Wert (100) aller Räume.",
  );
  expect(asem.missing).toMatch(
    /Fehlende Werte werden mit dem Mittel der Gruppe \(EurAsia_group\) gefüllt, geheime nie\. Räume mit weniger als 90 % der Indikatoren entfallen\.$/,
  );
  expect(method("mss-2021.yaml").missing).toMatch(
    /Räume mit weniger als 300 \(EW\) bleiben außen vor\. Ausgeschlossen sind: 10100205\.$/,
  );
  expect(method("potsdam-mittelmark.yaml").normalisation).toBe(
    "Z-Wert: Abstand zum Mittel aller Räume in Standardabweichungen (Grundgesamtheit, n).",
  );
});

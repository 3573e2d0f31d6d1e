import { expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";

/** What tells one resident, child or case from another, in the languages of our contracts. */
const personal =
  /^(birth(day|date|Day|Date)|dateOfBirth|geburts\w*|vorname|nachname|(first|last|family|given)Name|surname|insuranceNumber|taxId|caseNumber|aktenzeichen|(person|resident|patient|client|case)s?Records?)$/i;

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Names of all fields of an answer, however deep. */
function fieldsOf(schema: Schema | undefined): string[] {
  if (schema === undefined || schema === null) return [];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [name, ...fieldsOf(inner)]),
    ...fieldsOf(schema.items),
    ...(schema.anyOf ?? []).flatMap(fieldsOf),
  ];
}

test("X-004 X-001 no answer of any operation has a place for the record of a person, and no route leads into the protected zone", () => {
  const operations = [...serverStages.values()].flatMap((stage) => stage.operations);
  expect(operations.length).toBeGreaterThan(100);
  const found = operations.flatMap(({ contract }) =>
    fieldsOf(contract.output as Schema).flatMap((field) =>
      personal.test(field) ? [`${contract.name}: ${field}`] : [],
    ),
  );
  expect(found).toEqual([]);
  // The zone is a program of the command line alone: what it is asked for there, nobody can ask for here.
  const zone = operations.filter(({ contract }) => /protected|\/records?\b|\/zone|microdata/i.test(contract.path));
  expect(zone.map(({ contract }) => contract.path)).toEqual([]);
  expect(["birthDate", "Geburtsdatum", "lastName"].every((name) => personal.test(name))).toBe(true);
});

import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { Refusal } from "../../kernel/trouble/refusal.ts";

type Word = string | number | boolean;

interface Form {
  readonly type?: string;
  readonly const?: Word;
  readonly anyOf?: readonly Form[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly items?: Form;
  readonly patternProperties?: Readonly<Record<string, Form>>;
}

/** A part of an input that said by a word which form it has, and does not have it. */
export interface ChosenForm {
  readonly schema: TSchema;
  readonly content: unknown;
  /** Names and positions from the top, parted by slashes: `/events/0`. */
  readonly at: string;
}

/**
 * Which of several forms somebody meant, where the input says it by a word (`kind`), so that what is wrong is said of
 * that one and not of its neighbours.
 *
 * Answers with the first part that does not have the form it says, or with the refusal where a word is missing or
 * unknown: it lists those that there are. Undefined where no form is chosen by a word, or all are kept.
 *
 * @example
 * chosenForm({ anyOf: [{ properties: { kind: { const: "spade" } }, required: ["width"] }, { properties: { kind: { const: "rake" } }, required: ["teeth"] }] }, { kind: "rake" }).schema.required // ["teeth"]
 * chosenForm({ anyOf: [{ const: "csv" }, { const: "xlsx" }] }, "pdf", "/format").parameters // { field: "format", choices: "csv, xlsx" }
 * chosenForm({ anyOf: [{ const: "csv" }, { const: "xlsx" }] }, "csv", "/format") // undefined
 */
export function chosenForm(schema: TSchema, content: unknown, at = ""): ChosenForm | Refusal | undefined {
  return wrongIn(schema as Form, content, at);
}

function wrongIn(form: Form, content: unknown, at: string): ChosenForm | Refusal | undefined {
  if (form.anyOf !== undefined) return wrongAmong(form.anyOf, content, at);
  if (Array.isArray(content)) {
    // A tuple has a form for each place; what is wrong in one is plain enough.
    const { items } = form;
    return items === undefined || Array.isArray(items)
      ? undefined
      : first([...content.entries()], ([place, one]) => wrongIn(items, one, `${at}/${place}`));
  }
  if (typeof content !== "object" || content === null) return undefined;
  const [each] = Object.values(form.patternProperties ?? {});
  return first(Object.entries(content), ([name, one]) => {
    const own = Object.hasOwn(form.properties ?? {}, name) ? form.properties?.[name] : each;
    return own === undefined ? undefined : wrongIn(own, one, `${at}/${name}`);
  });
}

function wrongAmong(all: readonly Form[], content: unknown, at: string): ChosenForm | Refusal | undefined {
  const forms = all.filter(({ type }) => type !== "null");
  if (content === null && forms.length < all.length) return undefined;
  const [only] = forms;
  if (forms.length === 1 && only !== undefined) return wrongIn(only, content, at);
  const words = forms.flatMap((form) => form.const ?? []);
  if (words.length === forms.length) return words.some((word) => word === content) ? undefined : wrongWord(at, words);
  const name = tellingName(forms);
  if (name === undefined || typeof content !== "object" || content === null) return undefined;
  const said: unknown = Object.hasOwn(content, name) ? content[name as keyof typeof content] : undefined;
  if (said === undefined) return new Refusal("http.missingField", { field: fieldAt(`${at}/${name}`) });
  const meant = forms.filter((form) => wordsOf(form.properties?.[name]).some((word) => word === said));
  const [chosen] = meant;
  if (chosen === undefined)
    return wrongWord(
      `${at}/${name}`,
      forms.flatMap((form) => wordsOf(form.properties?.[name])),
    );
  if (meant.length > 1) return undefined;
  const schema = chosen as TSchema;
  return wrongIn(chosen, content, at) ?? (Value.Check(schema, content) ? undefined : { schema, content, at });
}

/** The field by whose word all of these forms can be told apart. */
function tellingName(forms: readonly Form[]): string | undefined {
  return Object.keys(forms[0]?.properties ?? {}).find((name) =>
    forms.every((form) => wordsOf(form.properties?.[name]).length > 0),
  );
}

function wordsOf(form: Form | undefined): Word[] {
  if (form?.const !== undefined) return [form.const];
  const words = (form?.anyOf ?? []).flatMap((one) => one.const ?? []);
  return words.length === form?.anyOf?.length ? words : [];
}

function wrongWord(at: string, words: readonly Word[]): Refusal {
  return new Refusal("http.wrongChoice", { field: fieldAt(at), choices: [...new Set(words)].join(", ") });
}

function fieldAt(at: string): string {
  return at.slice(1).replaceAll("/", ".") || "?";
}

function first<T, R>(list: readonly T[], ask: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = ask(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

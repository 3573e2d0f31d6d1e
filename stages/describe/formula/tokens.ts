import type { FormulaFinding } from "./formulaFinding.ts";

/** A piece of a formula and where it stands: `at` counts characters from 1. */
export interface Token {
  readonly kind: "id" | "number" | "operator" | "open" | "close" | "comma" | "end";
  readonly text: string;
  readonly at: number;
}

const signs: Readonly<Record<string, Token["kind"]>> = {
  "+": "operator",
  "-": "operator",
  "*": "operator",
  "/": "operator",
  "(": "open",
  ")": "close",
  ",": "comma",
};

/** Signs that people and word processors write instead. */
const otherwise: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  ":": "/",
  "[": "(",
  "]": ")",
  ";": ",",
  "%": "*100",
};

/**
 * The pieces of a formula; characters that no formula knows come back as
 * findings with the sign that was probably meant.
 *
 * @example
 * tokensOf("A_1/2.5").tokens.map((t) => t.text) // ["A_1", "/", "2.5", ""]
 * tokensOf("A × B").findings[0].suggestions // ["*"]
 */
export function tokensOf(formula: string): { tokens: Token[]; findings: FormulaFinding[] } {
  const tokens: Token[] = [];
  const findings: FormulaFinding[] = [];
  const piece = /([A-Za-zÄÖÜäöüß_][A-Za-zÄÖÜäöüß0-9_]*)|(\d+(?:\.\d+)?)|([-+*/(),])|(\s+)|([\s\S])/gu;
  for (const match of formula.matchAll(piece)) {
    const at = match.index + 1;
    const [text, id, number, sign, blank] = match;
    if (id !== undefined) tokens.push({ kind: "id", text, at });
    else if (number !== undefined) tokens.push({ kind: "number", text, at });
    else if (sign !== undefined) tokens.push({ kind: signs[sign] ?? "operator", text, at });
    else if (blank === undefined) {
      const meant = otherwise[text];
      findings.push({
        code: "describe.formulaCharacter",
        severity: "error",
        place: { character: at },
        length: text.length,
        parameters: { character: text },
        suggestions: meant === undefined ? [] : [meant],
      });
    }
  }
  tokens.push({ kind: "end", text: "", at: formula.length + 1 });
  return { tokens, findings };
}

import { type FormulaFinding, formulaFinding } from "./formulaFinding.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A formula as a tree. Every knot knows its stretch in the text: `at` from 1, `length` in characters. */
export type Formula = NumberKnot | FigureKnot | OppositeKnot | OperationKnot;

interface Stretch {
  readonly at: number;
  readonly length: number;
}

export interface NumberKnot extends Stretch {
  readonly kind: "number";
  readonly number: number;
}

export interface FigureKnot extends Stretch {
  readonly kind: "figure";
  readonly id: string;
  /** Years back; 0 without `LAG`. */
  readonly lag: number;
}

export interface OppositeKnot extends Stretch {
  readonly kind: "opposite";
  readonly of: Formula;
}

export interface OperationKnot extends Stretch {
  readonly kind: "operation";
  readonly operator: "+" | "-" | "*" | "/";
  readonly left: Formula;
  readonly right: Formula;
}

const deepest = 200;

/** Functions of spreadsheets that people try. */
const functionsElsewhere =
  /^(sum|summe|mean|avg|average|mittelwert|median|min|max|if|wenn|round|runden|abs|sqrt|wurzel|ln|log|exp|pow|potenz|count|anzahl)$/i;

/**
 * Reads a formula of base figures: ids, numbers, `+ - * /`, parentheses and
 * `LAG(id, years)` for the same figure some years earlier. Multiplication and
 * division bind more than addition, and all read from left to right.
 *
 * Nothing else can be written in it: a formula reads figures and computes, and
 * cannot do harm. Errors come back as findings at the character.
 *
 * @example
 * parseFormula("SGB2_U15/BEV_U15*100").findings // []
 * parseFormula("A/(B+1").findings[0].code // "describe.formulaUnclosed"
 * parseFormula("A B").findings[0].place // { character: 3 }
 * parseFormula("1 + SUM(A)").findings[0].place // { character: 5 }
 */
export function parseFormula(text: string): { formula: Formula | null; findings: FormulaFinding[] } {
  const { tokens, findings } = tokensOf(text);
  if (findings.length > 0) return { formula: null, findings };
  try {
    return { formula: new Reader(tokens).whole(), findings: [] };
  } catch (trouble) {
    if (trouble instanceof Stuck) return { formula: null, findings: [trouble.finding] };
    throw trouble;
  }
}

class Stuck extends Error {
  readonly finding: FormulaFinding;
  constructor(finding: FormulaFinding) {
    super(finding.code);
    this.finding = finding;
  }
}

class Reader {
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): Formula {
    if (this.next.kind === "end") throw stuck("formulaEmpty", this.next);
    const formula = this.sum();
    const rest = this.next;
    if (rest.kind === "close") throw stuck("formulaUnopened", rest);
    if (rest.kind === "comma") throw stuck("formulaComma", rest, {}, ["."]);
    if (rest.kind !== "end") throw stuck("formulaOperatorMissing", rest, { text: rest.text }, ["+", "-", "*", "/"]);
    return formula;
  }

  private get next(): Token {
    const token = this.tokens[this.position] ?? this.tokens[this.tokens.length - 1];
    if (token === undefined) throw new Error("formula without end");
    return token;
  }

  private take(): Token {
    const token = this.next;
    this.position++;
    return token;
  }

  private sum(): Formula {
    let left = this.product();
    while (this.next.kind === "operator" && (this.next.text === "+" || this.next.text === "-"))
      left = operation(this.take(), left, this.product());
    return left;
  }

  private product(): Formula {
    let left = this.factor();
    while (this.next.kind === "operator" && (this.next.text === "*" || this.next.text === "/"))
      left = operation(this.take(), left, this.factor());
    return left;
  }

  private factor(): Formula {
    // Counted here, since every way down leads through it; a formula of a thousand brackets is no formula.
    if (++this.depth > deepest) throw stuck("formulaTooDeep", this.next);
    try {
      const token = this.take();
      if (token.kind === "number")
        return { kind: "number", number: Number(token.text), at: token.at, length: token.text.length };
      if (token.kind === "id") return this.next.kind === "open" ? this.call(token) : figure(token);
      if (token.kind === "open") return this.bracket(token);
      if (token.kind === "operator" && token.text === "-") {
        const of = this.factor();
        return { kind: "opposite", of, at: token.at, length: of.at + of.length - token.at };
      }
      if (token.kind === "end") throw stuck("formulaUnfinished", token);
      throw stuck("formulaOperandMissing", token, { text: token.text });
    } finally {
      this.depth--;
    }
  }

  private bracket(open: Token): Formula {
    const inside = this.sum();
    const close = this.next;
    if (close.kind === "close") {
      this.take();
      return { ...inside, at: open.at, length: close.at + 1 - open.at };
    }
    if (close.kind === "end") throw stuck("formulaUnclosed", open);
    if (close.kind === "comma") throw stuck("formulaComma", close, {}, ["."]);
    throw stuck("formulaOperatorMissing", close, { text: close.text }, ["+", "-", "*", "/"]);
  }

  /** A word before a bracket: `LAG`, or something that looks like the function of another program. */
  private call(word: Token): Formula {
    if (word.text.toUpperCase() === "LAG") return this.lag(word);
    // Any other word may be a base figure that lacks its operator: `ALO (1 + 2)`.
    if (!functionsElsewhere.test(word.text)) return figure(word);
    throw stuck("formulaFunction", word, { text: word.text });
  }

  private lag(word: Token): Formula {
    this.take();
    const id = this.take();
    if (id.kind !== "id" || this.next.kind === "open") throw stuck("formulaLagFigure", id);
    const comma = this.take();
    if (comma.kind !== "comma") throw stuck("formulaLagYears", comma);
    const years = this.take();
    if (years.kind !== "number" || !/^[1-9]\d?$/.test(years.text)) throw stuck("formulaLagYears", years);
    const close = this.take();
    if (close.kind === "end") throw stuck("formulaUnclosed", word);
    if (close.kind !== "close") throw stuck("formulaLagMore", close, {}, [")"]);
    return { kind: "figure", id: id.text, lag: Number(years.text), at: word.at, length: close.at + 1 - word.at };
  }
}

function figure(token: Token): Formula {
  return { kind: "figure", id: token.text, lag: 0, at: token.at, length: token.text.length };
}

function operation(token: Token, left: Formula, right: Formula): Formula {
  const operator = token.text as OperationKnot["operator"];
  return { kind: "operation", operator, left, right, at: left.at, length: right.at + right.length - left.at };
}

function stuck(key: string, token: Token, parameters: Record<string, string> = {}, suggestions: string[] = []): Stuck {
  return new Stuck(
    formulaFinding(key, { at: token.at, length: Math.max(1, token.text.length) }, parameters, { suggestions }),
  );
}

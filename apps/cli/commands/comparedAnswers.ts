import type { Context } from "../../../runtime/http/operation.ts";
import { countyAnswer, mapAnswer, trendAnswer } from "../../../stages/describe/server/describe.ts";

/** What two stores answer to the same questions. */
export interface ComparedAnswers {
  /** Indicators at levels that were asked for, each as map and as course over time. */
  readonly questions: number;
  /** Values in the answers. */
  readonly values: number;
  /** Questions that were answered differently. */
  readonly different: readonly string[];
}

/**
 * Asks two stores for every indicator at every level, through the operations that
 * pages use, and holds the answers against each other word by word.
 */
export async function comparedAnswers(one: Context, other: Context): Promise<ComparedAnswers> {
  const { levels } = await countyAnswer(one);
  const ids = [...one.catalogue.indicators.keys()].sort();
  const different: string[] = [];
  let questions = 0;
  let values = 0;
  for (const [at, indicator] of ids.entries()) {
    one.signal.throwIfAborted();
    one.progress({ doing: "Werte vergleichen", done: at, total: ids.length });
    for (const { id: level, areaCount } of levels) {
      if (areaCount === 0) continue;
      const asked = { indicator, level };
      for (const ask of [mapAnswer, trendAnswer]) {
        const [here, there] = await Promise.all([answered(ask, one, asked), answered(ask, other, asked)]);
        questions += 1;
        values += numbersIn(here);
        if (here !== there) different.push(`${indicator} ${level}`);
      }
    }
  }
  one.progress({ doing: "Werte vergleichen", done: ids.length, total: ids.length });
  return { questions, values, different };
}

type Ask = typeof mapAnswer | typeof trendAnswer;

// A refusal is an answer too: that a level has no areas with this indicator.
async function answered(ask: Ask, context: Context, input: { indicator: string; level: string }): Promise<string> {
  try {
    return JSON.stringify(await ask(context, input));
  } catch (trouble) {
    const { code, parameters } = trouble as { code?: string; parameters?: object };
    if (code === undefined) throw trouble;
    return JSON.stringify({ code, parameters });
  }
}

function numbersIn(answer: string): number {
  const { values = [], areas = [] } = JSON.parse(answer) as {
    values?: unknown[];
    areas?: { values?: unknown[] }[];
  };
  const all = [...values, ...(Array.isArray(areas) ? areas.flatMap((area) => area.values ?? []) : [])];
  return all.filter((value) => typeof value === "number").length;
}

import type { Static } from "typebox";
import { periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import { loadPlainSentences, type PlainSentence } from "../../../runtime/catalogue/loadPlainSentences.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type MyPlace, myPlaceContract } from "../contract.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { placeSentence } from "../sentences/placeSentence.ts";
import { areaHead, askedArea, indicatorHead } from "./asked.ts";
import { availability } from "./availability.ts";
import { type DataState, dataState } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { sourcesOf } from "./sourcesOf.ts";

type Input = Static<typeof myPlaceContract.input>;

const told = 10;
/** So many others are looked at where plain sentences do not suffice. */
const othersTried = 40;

/**
 * Ten figures about a place in plain words, each beside the whole county and with its source (TF-004).
 *
 * The catalogue's order is kept. What is withheld, missing or has no comparison is passed over, and the
 * next one takes its place; unsafe figures come only where there are no others.
 *
 * Refuses a place that is not there, and the county itself, with which places are compared.
 */
export async function myPlaceAnswer(context: Context, { level, code }: Input): Promise<MyPlace> {
  const state = await dataState(context);
  const area = askedArea(state, level, code);
  const { county } = state.spaces;
  if (area.id === county.id) throw new Refusal("describe.placeIsCounty", { name: county.name });
  const plain = loadPlainSentences().filter(({ indicator }) => availability(state).indicators.has(indicator));
  const found = await lookedUp(context, state, area.id, plain);
  const named = new Set(plain.map(({ indicator }) => indicator));
  if (found.filter((one) => one !== "withheld").length < told) {
    const others = [...availability(state).indicators.keys()].filter((id) => !named.has(id)).slice(0, othersTried);
    found.push(
      ...(await lookedUp(
        context,
        state,
        area.id,
        others.map((indicator) => ({ indicator, de: "", en: "" })),
      )),
    );
  }
  const shown = found.filter((one) => one !== "withheld");
  const order = (one: MyPlace["figures"][number]) => Number(one.mark === "unsafe");
  return {
    area: areaHead(state, area),
    county: state.county?.name ?? county.name,
    // Sorting keeps the order among equals.
    figures: shown.sort((a, b) => order(a) - order(b)).slice(0, told),
    withheld: found.length - shown.length,
  };
}

type Found = MyPlace["figures"][number] | "withheld";

async function lookedUp(
  context: Context,
  state: DataState,
  area: number,
  sentences: readonly PlainSentence[],
): Promise<Found[]> {
  const { county } = state.spaces;
  const prepared = sentences.flatMap((sentence) => {
    const indicator = state.prepared(sentence.indicator);
    return indicator === undefined ? [] : [{ sentence, indicator }];
  });
  const answers = await releasedFigures(
    context.db,
    state,
    prepared.map(({ indicator }) => ({ indicator, areas: [area, county.id], areasKey: `place ${area}` })),
  );
  return prepared.flatMap(({ sentence }, at): Found[] => {
    const rows = answers[at];
    const one = rows == null ? undefined : figure(state, rows, sentence, state.spaces.area(area).name);
    return one === undefined ? [] : [one];
  });
}

/** The newest time at which place and county both have a figure; `withheld` where the place's is kept back at the newest time of the county. */
function figure(state: DataState, rows: ReleasedRows, words: PlainSentence, place: string): Found | undefined {
  const newest = [...rows.places].reverse().find((one) => isPresent(rows.valueAt(1, one)));
  if (newest === undefined) return undefined;
  if (rows.valueAt(0, newest) === "withheld") return "withheld";
  const at = [...rows.places]
    .reverse()
    .find((one) => isPresent(rows.valueAt(0, one)) && isPresent(rows.valueAt(1, one)));
  if (at === undefined) return undefined;
  const [value, countyValue] = [rows.valueAt(0, at), rows.valueAt(1, at)];
  if (!isPresent(value) || !isPresent(countyValue)) return undefined;
  const { prepared } = rows;
  const [source] = sourcesOf(
    state,
    [prepared],
    rows.frequency,
    [rows.first + at],
    state.spaces.county.division || null,
  );
  if (source === undefined) return undefined;
  const { indicator } = prepared;
  const { de, en, share = false } = words;
  return {
    indicator: indicatorHead(prepared),
    period: periodAt(rows.frequency, rows.first + at),
    value,
    mark: rows.markAt(0, at),
    countyValue,
    ...placeSentence({ indicator, pattern: de === "" ? null : { de, en }, share, place, value, county: countyValue }),
    source,
  };
}

export const showMyPlace = operation(myPlaceContract, myPlaceAnswer, { keptPerDataState: true });

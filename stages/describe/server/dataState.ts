import { totalmem } from "node:os";
import { type Kysely, sql } from "kysely";
import type { Circle } from "../../../kernel/contract/circle.ts";
import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { circleOf } from "../../../runtime/people/circleOf.ts";
import { type FineReach, fineReachOf } from "../../../runtime/people/fineReach.ts";
import { countsAsAccepted } from "../../../runtime/store/countsAsAccepted.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type CountyName, readCounty } from "../../../runtime/store/foundCounty.ts";
import { KeptByUse, type KeptPart } from "../../../runtime/store/keptByUse.ts";
import { type StateOfData, stateOfData } from "../../../runtime/store/stateOfData.ts";
import { type ProfileSettings, type Sight, sight } from "../../protect/protect.ts";
import { agreedPeople, figureRules, profileSettings } from "../../protect/server/protect.ts";
import type { FigureOverAreas } from "../figures/figureOverAreas.ts";
import type { FigureSeries } from "../figures/figureSeries.ts";
import { type PreparedIndicator, preparedIndicator } from "../figures/indicatorOverAreas.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import type { Spaces } from "../spaces/spaces.ts";
import { loadSpaces } from "./loadSpaces.ts";

/** What one accepted delivery said of a figure: which breakdown, when, and nothing of the values. */
export interface DeliveredSlice {
  readonly deliveryId: number;
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
}

export interface KnownDelivery {
  readonly id: number;
  readonly fileName: string;
  readonly fileHash: string;
  readonly reader: string | null;
  readonly source: Readonly<Record<string, unknown>>;
  readonly boundaryVersion: string | null;
  readonly order: number;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: string | null;
}

export interface KnownFigure {
  readonly id: number;
  /** Another one whenever its values or its pattern were worked out anew. */
  readonly edition: string;
  readonly slices: readonly DeliveredSlice[];
  /** Whether any of its values had been brought over from other boundaries before it was stored. */
  readonly isConverted: boolean;
  /** Strictest rule of all deliveries, of the definition, and of what was set for the readers. */
  readonly rule: DisclosureRule;
}

/**
 * All that holds until something new is accepted: spaces, definitions, who delivered what, and what was
 * computed from it; as the readers of one circle may see it. Levels that are not open to the reader are
 * not among its `spaces.levels`; their areas are still there, since larger ones are summed from them.
 */
export interface DataState extends WholeState {
  readonly sight: Sight;
}

/** The same as it is, for nobody to read. */
interface WholeState extends Computed {
  readonly key: string;
  /** Differs as soon as areas, boundaries or how they hang together differ. */
  readonly spacesKey: string;
  /** Order of the newest acceptance. */
  readonly newest: number;
  readonly catalogue: Catalogue;
  readonly spaces: Spaces;
  readonly county: CountyName | undefined;
  readonly figures: ReadonlyMap<string, KnownFigure>;
  readonly deliveries: ReadonlyMap<number, KnownDelivery>;
  readonly boundaryVersions: ReadonlyMap<string, BoundaryNote>;
  readonly prepared: (indicator: string) => PreparedIndicator | undefined;
  /** Every level of the county, also those that the reader does not see. */
  readonly allLevels: Spaces["levels"];
  /** What was set about who sees what. */
  readonly profiles: ProfileSettings;
}

/**
 * What was computed. Kept under the editions of the figures that it comes from, so
 * that an acceptance makes new what it touches, and all else stays.
 */
interface Computed {
  readonly series: KeptPart<ReadonlyMap<Frequency, FigureSeries>>;
  readonly over: KeptPart<FigureOverAreas>;
  readonly rows: KeptPart<ReleasedRows>;
  /** In which frequency an indicator is told when nobody asks for one. */
  readonly frequencies: KeptPart<Frequency>;
}

/** Newest boundaries of a division. */
export interface BoundaryNote {
  readonly id: string;
  readonly validOn: string;
  readonly source: string;
  readonly licence: string;
}

const states = new WeakMap<Kysely<Database>, Promise<WholeState>>();
const seenBy = new WeakMap<WholeState, Map<string, DataState>>();

/**
 * The state of the data now, as the asking person may see it. One short question to
 * the database tells whether anything was accepted, drawn or defined since; only then
 * is it built anew.
 */
export async function dataState(context: Pick<Context, "db" | "catalogue" | "now" | "person">): Promise<DataState> {
  const state = await stateOfData(context.db);
  const [whole, reader] = await Promise.all([wholeState(context, state), readerOf(context, state)]);
  return seenState(whole, reader);
}

/** All that decides over what somebody sees of the figures, in words: persons of the same words see the same. */
export async function readersAlike(context: Pick<Context, "db" | "person">): Promise<string> {
  return readerInWords(await readerOf(context, await stateOfData(context.db)));
}

async function readerOf({ db, person }: Pick<Context, "db" | "person">, { consents }: StateOfData): Promise<Reader> {
  const agreed = await agreedPeople(db, consents);
  return { circle: circleOf(person), field: fineReachOf(person), agreed: agreed.has(person.id) };
}

/** What the asking person sees once the notice is agreed to: for saying what there would be, not how much of it. */
export async function stateAfterNotice(
  context: Pick<Context, "db" | "catalogue" | "now" | "person">,
): Promise<DataState> {
  const whole = await wholeState(context, await stateOfData(context.db));
  return seenState(whole, { circle: circleOf(context.person), field: fineReachOf(context.person), agreed: true });
}

/** The state of the data as the administration sees it: for what must not differ by who asks, and for no answer as it is. */
export async function insideState(context: Pick<Context, "db" | "catalogue" | "now">): Promise<DataState> {
  const whole = await wholeState(context, await stateOfData(context.db));
  return seenState(whole, { circle: "inside", field: "everything", agreed: true });
}

/** What decides over what somebody sees of the figures. */
interface Reader {
  readonly circle: Circle;
  readonly field: FineReach;
  readonly agreed: boolean;
}

function readerInWords({ circle, field, agreed }: Reader): string {
  const inWords = field === "everything" ? field : [[...field.topics].sort(), [...field.areas].sort()];
  return JSON.stringify([circle, agreed, inWords]);
}

/** What a reader sees of the whole, made once for all readers alike. */
function seenState(whole: WholeState, reader: Reader): DataState {
  const known = seenBy.get(whole) ?? new Map<string, DataState>();
  seenBy.set(whole, known);
  const key = readerInWords(reader);
  const before = known.get(key);
  if (before !== undefined) return before;
  const seen = narrowed(whole, sight(whole.allLevels, whole.profiles, reader));
  known.set(key, seen);
  return seen;
}

/** Figures where the circle's own rules hold are other editions, so that nothing computed is mixed up. */
function narrowed(whole: WholeState, own: Sight): DataState {
  const levels = whole.allLevels.filter(({ id }) => own.open.has(id));
  const spaces = { ...whole.spaces, levels };
  if (own.heldBack.length === 0) return { ...whole, spaces, sight: own };
  const figures = new Map(
    [...whole.figures].map(([key, figure]) => [
      key,
      { ...figure, edition: `${figure.edition} ${own.heldBack.join()}`, rule: own.ruleOf(key, figure.rule) },
    ]),
  );
  return { ...whole, spaces, figures, sight: own };
}

async function wholeState(
  { db, catalogue, now }: Pick<Context, "db" | "catalogue" | "now">,
  state: StateOfData,
): Promise<WholeState> {
  const day = localDay(now());
  const key = `${day} ${state.figures}`;
  const before = await states.get(db)?.catch(() => undefined);
  if (before?.key === key && before.catalogue === catalogue) return before;
  const loading = load(db, catalogue, { key, spacesKey: `${day} ${state.spaces}`, day, before });
  states.set(db, loading);
  return loading;
}

interface Loading {
  readonly key: string;
  readonly spacesKey: string;
  readonly day: string;
  readonly before: WholeState | undefined;
}

async function load(
  db: Kysely<Database>,
  catalogue: Catalogue,
  { key, spacesKey, day, before }: Loading,
): Promise<WholeState> {
  const county = await readCounty(db);
  const [spaces, deliveries, boundaryVersions] = await Promise.all([
    before?.spacesKey === spacesKey ? before.spaces : loadSpaces(db, county?.name ?? "", day),
    loadDeliveries(db),
    loadBoundaryVersions(db),
  ]);
  const profiles = await profileSettings(db);
  const figures = await loadFigures(db, catalogue, profiles);
  const prepared = new Map<string, PreparedIndicator | undefined>();
  // What was computed bears the definitions that it comes from in its key: a new one leaves the others alone.
  const holds = before?.spaces === spaces;
  if (!holds) for (const part of [before?.series, before?.over, before?.rows, before?.frequencies]) part?.clear();
  return {
    key,
    spacesKey,
    newest: Math.max(0, ...[...deliveries.values()].map((delivery) => delivery.order)),
    catalogue,
    spaces,
    county,
    figures,
    deliveries,
    boundaryVersions,
    allLevels: spaces.levels,
    profiles,
    prepared: (id) => {
      const indicator = catalogue.indicators.get(id);
      if (indicator === undefined) return undefined;
      if (!prepared.has(id)) prepared.set(id, preparedIndicator(indicator, catalogue.baseFigures));
      return prepared.get(id);
    },
    ...(holds ? computedOf(before) : nothingComputed()),
  };
}

function computedOf({ series, over, rows, frequencies }: Computed): Computed {
  return { series, over, rows, frequencies };
}

const megabyte = 2 ** 20;

/** A share of the machine's memory, and never less than so many megabytes: a large county on a large machine keeps more. */
function roomFor(share: number, least: number): number {
  return Math.max(least * megabyte, totalmem() * share);
}

// One room for all tenants of the installation, so that many of them keep no more than one.
const computed = {
  series: new KeptByUse<ReadonlyMap<Frequency, FigureSeries>>(roomFor(1 / 96, 96), (all) =>
    [...all.values()].reduce((sum, one) => sum + one.byArea.size * (one.width * 9 + 200), 200),
  ),
  over: new KeptByUse<FigureOverAreas>(
    roomFor(1 / 96, 96),
    ({ series }) => series.byArea.size * (series.width * 14 + 400),
  ),
  rows: new KeptByUse<ReleasedRows>(roomFor(1 / 16, 256), (rows) => rows.bytes),
  frequencies: new KeptByUse<Frequency>(4 * megabyte, () => 200),
};

function nothingComputed(): Computed {
  const { series, over, rows, frequencies } = computed;
  return { series: series.part(), over: over.part(), rows: rows.part(), frequencies: frequencies.part() };
}

async function loadFigures(
  db: Kysely<Database>,
  catalogue: Catalogue,
  { rules: set }: ProfileSettings,
): Promise<Map<string, KnownFigure>> {
  const { rows } = await sql<{
    id: number;
    key: string;
    edition: string;
    deliveries: number[];
    breakdowns: string[];
    frequencies: Frequency[];
    ordinals: number[];
    converted: boolean;
  }>`
    select f.id, f.key, concat_ws('/', f.edition, held.cells, held.writers) as edition,
           array_agg(s.delivery_id order by d.accepted_order, s.id) as deliveries,
           array_agg(s.breakdown order by d.accepted_order, s.id) as breakdowns,
           array_agg(s.frequency order by d.accepted_order, s.id) as frequencies,
           array_agg(s.ordinal order by d.accepted_order, s.id) as ordinals,
           bool_or(s.conversion is not null) as converted
    from slice s
    join figure f on f.id = s.figure_id
    join delivery d on d.id = s.delivery_id
    left join (select figure_id, count(*) as cells, sum(xmin::text::bigint) as writers
               from (select figure_id, xmin from withheld_cell union all
                     select figure_id, xmin from audience_cell) cell
               group by figure_id) held on held.figure_id = f.id
    where ${countsAsAccepted}
    group by f.id, held.cells, held.writers`.execute(db);
  const rules = await figureRules(db, catalogue, undefined, set);
  return new Map(
    rows.map((row) => {
      const slices = row.deliveries.map((deliveryId, at) => ({
        deliveryId,
        breakdown: row.breakdowns[at] ?? "",
        frequency: row.frequencies[at] ?? "year",
        ordinal: row.ordinals[at] ?? 0,
      }));
      const rule = rules.get(row.key) ?? "min3";
      return [row.key, { id: row.id, edition: row.edition, slices, isConverted: row.converted, rule }];
    }),
  );
}

async function loadDeliveries(db: Kysely<Database>): Promise<Map<number, KnownDelivery>> {
  const { rows } = await sql<{
    id: number;
    file_name: string;
    file_hash: string;
    reader: string | null;
    source: Record<string, unknown> | null;
    boundary_version_id: string | null;
    accepted_order: number;
    happened_at: Date | null;
    person: string | null;
  }>`
    select d.id, d.file_name, d.file_hash, d.reader, d.source, d.boundary_version_id, d.accepted_order,
           step.happened_at, step.person
    from delivery d
    left join lateral (select happened_at, person from delivery_step s
                       where s.delivery_id = d.id and s.state = 'accepted'
                       order by happened_at desc limit 1) step on true
    where d.state = 'accepted' and d.accepted_order is not null`.execute(db);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        fileName: row.file_name,
        fileHash: row.file_hash,
        reader: row.reader,
        source: row.source ?? {},
        boundaryVersion: row.boundary_version_id,
        order: row.accepted_order,
        acceptedAt: row.happened_at,
        acceptedBy: row.person,
      },
    ]),
  );
}

async function loadBoundaryVersions(db: Kysely<Database>): Promise<Map<string, BoundaryNote>> {
  const rows = await db.selectFrom("boundary_version").selectAll().orderBy("valid_on").execute();
  return new Map(
    rows.map((row) => [
      row.division_id,
      { id: row.id, validOn: row.valid_on, source: row.source, licence: row.licence },
    ]),
  );
}

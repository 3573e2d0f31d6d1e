import type { Chance } from "../fuzz/mutations.ts";

/** What somebody was about to do when the power went. `done` is what the server had confirmed by then. */
export interface Deed {
  readonly kind: "import" | "release" | "edit" | "job";
  readonly key: string;
  /** Steps that were answered with success before everything stopped. */
  readonly confirmed: Set<string>;
  /** Ids that the server gave. */
  readonly ids: Map<string, number>;
}

export const municipalities = 40;
const figure = "BEV_INSG";

/** Begins a deed; it goes on until it is finished or the connection breaks. */
export async function begin(
  kind: Deed["kind"],
  turn: number,
  address: string,
  chance: Chance,
  deed: Deed,
): Promise<void> {
  const call = async (step: string, method: string, path: string, body?: object | FormData) => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${address}${path}`, {
      method,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(body === undefined || isForm ? {} : { headers: { "content-type": "application/json" } }),
    });
    const told = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${step}: ${answer.status} ${JSON.stringify(told)}`);
    deed.confirmed.add(step);
    return told;
  };
  if (kind === "import") {
    const form = new FormData();
    form.set("file", new Blob([fileOf(turn, chance)]), `lieferung-${turn}.csv`);
    const { id } = await call("received", "POST", "/api/deliveries", form);
    deed.ids.set("delivery", Number(id));
    await call("checked", "POST", `/api/deliveries/${id}/check`, { mapping });
    await call("accepted", "POST", `/api/deliveries/${id}/accept`, {});
  } else if (kind === "edit") {
    const { version } = await call("saved", "POST", "/api/indicators", {
      ...indicator,
      note: deed.key,
      reason: deed.key,
    });
    deed.ids.set("version", Number(version));
  } else if (kind === "release") {
    const { id } = await call("created", "POST", "/api/reports", { template: "sozialbericht", title: deed.key });
    deed.ids.set("report", Number(id));
    await call("released", "POST", `/api/reports/${id}/release`, {});
  } else {
    const { job } = await call("queued", "POST", "/api/backups", {});
    deed.ids.set("job", Number(job));
  }
}

/** A small file of values of a year that no other delivery has. */
function fileOf(turn: number, chance: Chance): string {
  const lines = Array.from(
    { length: municipalities },
    (_, at) => `${codeOf(at)};${1800 + turn};${100 + chance.below(5_000)}`,
  );
  return `AGS;Jahr;Einwohner\n${lines.join("\n")}\n`;
}

export function codeOf(at: number): string {
  return `01099${String(at + 1).padStart(3, "0")}`;
}

const mapping = {
  reader: "table",
  table: {
    headerRows: [1],
    firstRow: 2,
    area: { by: "column", column: "AGS", match: "code" },
    period: { by: "column", column: "Jahr" },
    values: { by: "columns", columns: [{ column: "Einwohner" }] },
    decimal: "comma",
  },
  figures: [{ source: "Einwohner", figure }],
};

const indicator = {
  ...{ id: "einwohner_probe", label: { de: "Einwohner (Probe)" }, topic: "bevoelkerung", formula: figure },
  ...{ unit: "Personen", decimals: 0, direction: "neutral", lifePhase: "uebergreifend", lifeSituation: "wohnen" },
  ...{ levels: ["KREIS", "GEM"], aggregation: "sum", disclosure: "none", source: "Probe", note: "" },
};

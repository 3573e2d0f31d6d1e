import type { Text } from "../text/text.ts";

/** A countable quantity (Grundzahl) that formulas are made of; stored as delivered. */
export interface BaseFigure {
  /** Upper case, as formulas name it: `BEV_INSG`. */
  readonly id: string;
  readonly label: Text;
  readonly unit: string;
  readonly kind: "stock" | "flow" | "amount" | "median" | "mean" | "projection" | "estimate";
  /** Whether areas may be added up: never for medians and means; `net_only` for moves, where inner flows cancel. */
  readonly additive: "yes" | "no" | "net_only";
  readonly topic: string;
  /** Finest level at which the figure exists: `KREIS`, `AMT`, `GEM`, `SUB`. */
  readonly levelMin: string;
  readonly access: "open" | "on_request" | "own_register" | "protected_zone";
  /** Protection rule of the source. */
  readonly disclosure: DisclosureRule;
  /** Reference date or time of the figure: `31.12.`, `Jahressumme`. */
  readonly reference: string;
  readonly source: string;
  readonly fileFormat: string;
  /** Where the method of counting changed: figures before and from the period on are two series (PM10-029). */
  readonly breaks?: readonly MethodBreak[];
  /** Sums to which it belongs, `ALO = ALO_SGB2 + ALO_SGB3`: the parts and their sum are protected together. */
  readonly sums?: readonly string[];
}

export interface MethodBreak {
  /** First period of the new method. */
  readonly period: string;
  readonly note: Text;
}

/** Named rule sets of the catalogue, from the one that withholds least to the one that withholds most. */
export type DisclosureRule = (typeof disclosureRules)[number];

export const disclosureRules = ["none", "ckm", "round5", "round10", "money", "min3", "min5", "min10"] as const;

import type { Ground, Position } from "../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";

/** A layer of a map as its file has it: coordinates still in the file's own projection. */
export interface Layer {
  readonly file: string;
  /** Layer of a GeoPackage or member of a zip; empty where a file has only one. */
  readonly name: string;
  /** Name, number or text by which the file declares its projection; null when it is silent. */
  readonly projection: string | null;
  /** What holds where nobody names one: degrees, in GeoJSON (RFC 7946). */
  readonly assumed?: string;
  readonly features: readonly Feature[];
  readonly findings: readonly Finding[];
}

export interface Feature {
  /** Place in the file, from 1. */
  readonly number: number;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly shape: Shape;
}

export type Attribute = string | number | boolean | null;

/** What is drawn: an area, a place, nothing, or something else (a line). */
export type Shape =
  | { readonly kind: "ground"; readonly ground: Ground }
  | { readonly kind: "point"; readonly point: Position }
  | { readonly kind: "empty" }
  | { readonly kind: "other"; readonly type: string };

/**
 * The text of an attribute as it stands in the file.
 *
 * @example
 * attributeText("01056002 ") // "01056002"
 * attributeText(1056002) // "1056002"
 * attributeText(null) // ""
 */
export function attributeText(attribute: Attribute | undefined): string {
  return attribute === null || attribute === undefined ? "" : String(attribute).trim();
}

/** How a person finds a feature again: its place in the file and whatever names it. */
export function featureName(feature: Feature, name = ""): string {
  return name === "" ? `Nr. ${feature.number}` : `Nr. ${feature.number} (${name})`;
}

import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type DimensionSpecification, usualTotal } from "../specification.ts";

/**
 * One direction of a table with everything that adds up along it: districts to
 * counties, counties to the total, and by other hierarchies again to the total.
 */
export interface Dimension {
  readonly id: string;
  readonly column: string;
  readonly label: string;
  /** All codes, the total among them, in the order of the specification. */
  readonly codes: readonly string[];
  readonly position: ReadonlyMap<string, number>;
  /** Position of the total. */
  readonly total: number;
  /** How many finest codes there are. */
  readonly leafCount: number;
  /** The finest codes that each code consists of, as leaf numbers, rising. */
  readonly leaves: readonly (readonly number[])[];
  /**
   * Position of the first code that consists of the same leaves: a county with one
   * municipality is the same cell as that municipality, whatever its name.
   */
  readonly same: readonly number[];
  /** What adds up, by positions; wholes with themselves as only part are left out. */
  readonly sums: readonly Sum[];
}

export interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
}

/**
 * The dimension that a specification describes; codes found in the file count
 * where the specification names none itself.
 *
 * A hierarchy need not mention everything: leaves that it leaves out hang directly
 * under the total, so a mere selection ("the town centre") is a hierarchy too.
 *
 * Refuses a loop, a part under two wholes of one hierarchy, and a total used as a part.
 */
export function dimension(specification: DimensionSpecification, found: Iterable<string>): Dimension {
  const hierarchies = (specification.hierarchies ?? []).map((h) => ({
    id: h.id,
    parts: new Map(Object.entries(h.parts)),
  }));
  const totalCode = specification.total ?? usualTotal;
  for (const hierarchy of hierarchies) checkHierarchy(specification.id, hierarchy, totalCode);

  const wholes = new Set(hierarchies.flatMap((h) => [...h.parts.keys()]));
  wholes.delete(totalCode);
  const codes = allCodes(specification, hierarchies, wholes, found, totalCode);
  const position = new Map(codes.map((code, at) => [code, at]));
  const total = at(position, totalCode);
  const leafCodes = codes.filter((code) => code !== totalCode && !wholes.has(code));
  const leafNumber = new Map(leafCodes.map((code, n) => [code, n]));

  const leaves = leavesOfCodes(specification.id, codes, hierarchies, leafNumber, totalCode);
  const sums = hierarchies.flatMap((h) => sumsOf(h, position, leaves, leafCodes, totalCode));
  if (hierarchies.length === 0) sums.push({ whole: total, parts: leafCodes.map((code) => at(position, code)) });
  const same = firstWithSameLeaves(leaves);
  return {
    id: specification.id,
    column: specification.column ?? specification.id,
    label: specification.label ?? specification.id,
    codes,
    position,
    total,
    leafCount: leafCodes.length,
    leaves,
    same,
    sums: distinctSums(sums, same),
  };
}

interface Hierarchy {
  readonly id: string;
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

function checkHierarchy(dimensionId: string, { id, parts }: Hierarchy, total: string): void {
  const wholeOf = new Map<string, string>();
  for (const [whole, members] of parts) {
    for (const part of members) {
      const other = wholeOf.get(part);
      if (other !== undefined)
        throw new Refusal("protect.partTwice", {
          dimension: dimensionId,
          hierarchy: id,
          part,
          first: other,
          second: whole,
        });
      wholeOf.set(part, whole);
    }
  }
  for (const start of wholeOf.keys()) {
    const path = [start];
    for (let up = wholeOf.get(start); up !== undefined; up = wholeOf.get(up)) {
      path.push(up);
      if (up === start)
        throw new Refusal("protect.loopInHierarchy", { dimension: dimensionId, hierarchy: id, path: path.join(" → ") });
      if (path.length > wholeOf.size + 1) break;
    }
  }
  const above = wholeOf.get(total);
  if (above !== undefined)
    throw new Refusal("protect.totalIsPart", { dimension: dimensionId, hierarchy: id, total, whole: above });
}

function allCodes(
  specification: DimensionSpecification,
  hierarchies: readonly Hierarchy[],
  wholes: ReadonlySet<string>,
  found: Iterable<string>,
  total: string,
): string[] {
  const codes = new Set<string>([total]);
  for (const whole of wholes) codes.add(whole);
  for (const { parts } of hierarchies)
    for (const members of parts.values()) for (const part of members) codes.add(part);
  for (const code of specification.codes ?? []) codes.add(code);
  // A dimension that describes itself knows all its codes; others are mistakes and refused where they are read.
  if (specification.codes === undefined && hierarchies.length === 0) for (const code of found) codes.add(code);
  return [...codes];
}

function leavesOfCodes(
  dimensionId: string,
  codes: readonly string[],
  hierarchies: readonly Hierarchy[],
  leafNumber: ReadonlyMap<string, number>,
  total: string,
): number[][] {
  const found = new Map<string, number[]>();
  const visit = (code: string): number[] => {
    const known = found.get(code);
    if (known !== undefined) return known;
    const leaf = leafNumber.get(code);
    let result: number[] | undefined = leaf === undefined ? undefined : [leaf];
    for (const hierarchy of hierarchies) {
      const members = hierarchy.parts.get(code);
      if (members === undefined) continue;
      const leaves = rising(new Set(members.flatMap(visit)));
      if (result !== undefined && result.join() !== leaves.join())
        throw new Refusal("protect.wholeTwice", { dimension: dimensionId, hierarchy: hierarchy.id, whole: code });
      result = leaves;
    }
    found.set(code, result ?? []);
    return result ?? [];
  };
  return codes.map((code) => (code === total ? [...leafNumber.values()] : visit(code)));
}

function sumsOf(
  hierarchy: Hierarchy,
  position: ReadonlyMap<string, number>,
  leaves: readonly (readonly number[])[],
  leafCodes: readonly string[],
  total: string,
): Sum[] {
  const sums: Sum[] = [];
  const isPart = new Set([...hierarchy.parts.values()].flat());
  for (const [whole, members] of hierarchy.parts) {
    if (whole !== total) sums.push({ whole: at(position, whole), parts: members.map((part) => at(position, part)) });
  }
  const tops = hierarchy.parts.get(total) ?? [...hierarchy.parts.keys()].filter((whole) => !isPart.has(whole));
  const rootPositions = tops.map((code) => at(position, code));
  const covered = new Set(rootPositions.flatMap((p) => leaves[p] ?? []));
  const uncovered = leafCodes.filter((_, n) => !covered.has(n)).map((code) => at(position, code));
  sums.push({ whole: at(position, total), parts: [...rootPositions, ...uncovered] });
  return sums;
}

function firstWithSameLeaves(leaves: readonly (readonly number[])[]): number[] {
  const first = new Map<string, number>();
  return leaves.map((list, position) => {
    const key = list.join();
    const known = first.get(key);
    if (known !== undefined) return known;
    first.set(key, position);
    return position;
  });
}

function distinctSums(sums: readonly Sum[], same: readonly number[]): Sum[] {
  const seen = new Set<string>();
  const result: Sum[] = [];
  for (const { whole, parts } of sums) {
    const first = same[whole] ?? whole;
    const members = parts.map((part) => same[part] ?? part);
    if (members.length === 1 && members[0] === first) continue;
    const key = `${first}=${[...members].sort((a, b) => a - b).join("+")}`;
    if (seen.has(key)) continue;
    seen.add(key);
    result.push({ whole: first, parts: members });
  }
  return result;
}

function at(position: ReadonlyMap<string, number>, code: string): number {
  const found = position.get(code);
  if (found === undefined) throw new Error(`dimension: code without position: ${code}`);
  return found;
}

function rising(numbers: Iterable<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

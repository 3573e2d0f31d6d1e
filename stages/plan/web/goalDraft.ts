import type { GoalHead, GoalWriting } from "../contract.ts";

/** What the form holds: texts as somebody types them. */
export interface GoalDraft {
  readonly title: string;
  readonly description: string;
  readonly parent: string;
  readonly indicator: string;
  readonly areaLevel: string;
  readonly areaCode: string;
  readonly baselinePeriod: string;
  readonly targetValue: string;
  readonly targetDate: string;
  /** Number of a unit; empty where a name stands alone. */
  readonly unit: string;
  readonly responsible: string;
}

/** The form of a goal as it is, or an empty one below a goal. */
export function goalDraft(goal?: GoalHead, parent = ""): GoalDraft {
  return {
    title: goal?.title ?? "",
    description: goal?.description ?? "",
    parent: goal === undefined ? parent : String(goal.parent ?? ""),
    indicator: goal?.indicator?.id ?? "",
    areaLevel: goal?.area?.level ?? "",
    areaCode: goal?.area?.code ?? "",
    baselinePeriod: goal?.baseline?.period ?? "",
    targetValue: goal?.targetValue == null ? "" : String(goal.targetValue).replace(".", ","),
    targetDate: goal?.targetDate ?? "",
    unit: String(goal?.unit ?? ""),
    responsible: goal?.unit == null ? (goal?.responsible ?? "") : "",
  };
}

/**
 * A number as people type it, with comma or point; undefined for an empty field, NaN for what is none.
 *
 * @example
 * typedNumber("6,5") // 6.5
 * typedNumber("1.200,5") // 1200.5
 * typedNumber("") // undefined
 */
export function typedNumber(text: string): number | undefined {
  const plain = text.trim().replace(/\s/g, "");
  if (plain === "") return undefined;
  return Number(plain.includes(",") ? plain.replaceAll(".", "").replace(",", ".") : plain);
}

/** What is sent: of a goal that is not measured the wording alone, and no empty field. */
export function goalWriting(draft: GoalDraft, isMeasured: boolean): GoalWriting {
  const { title, description, parent, unit, responsible } = draft;
  const text = (name: "indicator" | "areaLevel" | "areaCode" | "baselinePeriod" | "targetDate") =>
    draft[name] === "" ? {} : { [name]: draft[name] };
  const wording = { title, description, ...(parent === "" ? {} : { parent: Number(parent) }) };
  if (!isMeasured) return wording;
  const targetValue = typedNumber(draft.targetValue);
  return {
    ...wording,
    ...text("indicator"),
    ...(draft.areaCode === "" ? {} : { ...text("areaLevel"), ...text("areaCode"), ...text("baselinePeriod") }),
    ...(targetValue === undefined ? {} : { targetValue }),
    ...text("targetDate"),
    ...(unit === "" ? { responsible } : { unit: Number(unit) }),
  };
}

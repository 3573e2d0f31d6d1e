/** The four grades, lowest first. */
export const gradeNames = ["gering", "mittel", "hoch", "sehr_hoch"] as const;
export type GradeName = (typeof gradeNames)[number];

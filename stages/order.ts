/** The stages as data flows through them; a stage may use those before it. */
export const stages = ["collect", "protect", "describe", "combine", "plan", "report"] as const;

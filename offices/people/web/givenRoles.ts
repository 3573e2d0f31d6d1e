/** Roles that one is given; the public's everybody has. */
export const givenRoles = [
  "R1",
  "R2",
  "R3",
  "R4",
  "R5",
  "R6",
  "R7",
  "R8",
  "R9",
  "R11",
  "R12",
  "R13",
  "R14",
  "R15",
] as const;

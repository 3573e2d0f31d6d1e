import { operation } from "../../../runtime/http/operation.ts";
import { listFormats as contract } from "../contract.ts";
import { formats } from "../formats.ts";

/** The formats that are understood: nobody's data, the same for all who deliver. */
export const listFormats = operation(
  contract,
  async () => ({
    formats: formats.map(({ id, label, hint }) => ({ id, label: label.de, hint: hint.de })),
  }),
  { narrows: ["own"] },
);

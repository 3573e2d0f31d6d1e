import { localDay } from "../../../kernel/time/localDay.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { countyAnswer } from "../../describe/server/describe.ts";
import { explainedTransfer } from "../../protect/server/protect.ts";
import { transferPdfContract } from "../contract.ts";
import { compilePdf } from "../pdf/compilePdf.ts";
import { protectionDocument } from "../protectionDocument.ts";

/** The protection report of a transfer to print and pass on. */
export const transferPdf = operation(transferPdfContract, async (context, { id }) => {
  const explanation = await explainedTransfer(context.db, id);
  const { name, notice } = await countyAnswer(context);
  const document = protectionDocument(explanation, {
    county: name,
    madeOn: localDay(context.now()),
    notices: notice === null ? [] : [notice.de],
  });
  return {
    name: `Schutzbericht Übergabe ${id}.pdf`,
    mediaType: "application/pdf",
    content: compilePdf(document),
  };
});

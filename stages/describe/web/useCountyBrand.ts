import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { CountyBrand } from "../../../runtime/ui/webStage.ts";
import { countyContract } from "../contract.ts";

/** Whose data the pages show, for header and banner. */
export function useCountyBrand(): CountyBrand | undefined {
  const { text } = useLanguage("describe");
  const county = useOperation(countyContract, {}).data;
  if (county === undefined) return undefined;
  return {
    name: county.name,
    notice: county.notice === null ? null : text(county.notice),
    version: county.version,
    isTrial: county.mode === "trial",
  };
}

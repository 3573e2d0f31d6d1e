import { tenantPrefix } from "../../../runtime/ui/address/tenantPrefix.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import type { Accessibility } from "../contract.ts";

/** The film in sign language, from the county's own server; nothing where there is none. */
export function SignVideo({ video }: { readonly video: Accessibility["video"] }) {
  const { say } = useLanguage("readers");
  if (video === null) return null;
  const address = video.address.startsWith("/api/") ? tenantPrefix() + video.address : video.address;
  return (
    // Nothing is said in it that could be heard; what it shows stands on the page as text.
    <video className="r-video" controls muted playsInline preload="metadata" aria-label={say("video.label")}>
      <source src={address} type={video.mediaType} />
    </video>
  );
}

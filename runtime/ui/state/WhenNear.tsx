import { type ComponentProps, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Skeleton } from "./Skeleton.tsx";

/** What lies below the screen is fetched when one comes near it; until then its shape stands there. */
export function WhenNear({
  shape,
  children,
}: {
  readonly shape: ComponentProps<typeof Skeleton>["shape"];
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (place.current === null || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: "100px" },
    );
    observer.observe(place.current);
    // Paper has no "later".
    const print = (): void => setNear(true);
    window.addEventListener("beforeprint", print);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", print);
    };
  }, [near]);
  const waiting = <Skeleton shape={shape} />;
  return <div ref={place}>{near ? <Suspense fallback={waiting}>{children}</Suspense> : waiting}</div>;
}

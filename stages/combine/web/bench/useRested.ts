import { useEffect, useState } from "react";

const REST_MS = 200;

/** A value as it was when the hand last rested: for what is dear to draw and not in sight while something moves. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setRested(() => value), REST_MS);
    return () => clearTimeout(waiting);
  }, [value]);
  return rested;
}

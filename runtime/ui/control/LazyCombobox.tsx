import { type ComponentProps, useEffect, useId, useRef, useState } from "react";
import type Combobox from "./Combobox.tsx";
import { Icon } from "./Icon.tsx";

type Real = typeof Combobox;

/** The combobox itself, once somebody has asked for one. */
let known: Real | undefined;

async function load(): Promise<Real> {
  known ??= (await import("./Combobox.tsx")).default;
  return known;
}

/**
 * The combobox, which is as large as a sixth of a page and comes when somebody reaches for one: with the pointer above
 * it, a finger on it or the keyboard in it. Until then a field of the same name, value and look stands in its place;
 * letters typed meanwhile are not lost.
 */
export function LazyCombobox(properties: ComponentProps<Real>) {
  const { label, choices, value, placeholder, hideLabel = false, clearAfter = false, autoFocus = false } = properties;
  const [Ready, setReady] = useState<Real | undefined>(() => known);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const hadFocus = useRef(false);
  const id = useId();
  const fetchIt = (): void => {
    load().then(
      (real) => {
        hadFocus.current = field.current !== null && field.current === document.activeElement;
        setReady(() => real);
      },
      () => undefined,
    );
  };
  const first = useRef(fetchIt);
  useEffect(() => {
    if (autoFocus) first.current();
  }, [autoFocus]);

  if (Ready !== undefined)
    return (
      <Ready
        {...properties}
        autoFocus={autoFocus || hadFocus.current}
        {...(typed === undefined ? {} : { begunWith: typed })}
      />
    );
  return (
    <div className="k-field k-combo" onPointerEnter={fetchIt} onTouchStart={fetchIt}>
      {hideLabel ? null : (
        <label className="k-field__label" htmlFor={id}>
          {label}
        </label>
      )}
      <div className="k-combo__box">
        {clearAfter ? <Icon name="search" /> : null}
        <input
          ref={field}
          id={id}
          type="text"
          role="combobox"
          aria-expanded={false}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          autoComplete="off"
          className="kern-form-input__input k-input"
          {...(hideLabel ? { "aria-label": label } : {})}
          {...(placeholder === undefined ? {} : { placeholder })}
          value={typed ?? (clearAfter ? "" : (choices.find((choice) => choice.id === value)?.label ?? ""))}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => {
            event.currentTarget.select();
            fetchIt();
          }}
        />
        {clearAfter ? null : (
          <span className="k-combo__open" aria-hidden="true">
            <Icon name="down" />
          </span>
        )}
      </div>
    </div>
  );
}

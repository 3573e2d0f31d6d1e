import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import {
  Button as AriaButton,
  ComboBox,
  ComboBoxStateContext,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from "react-aria-components";
import { useLanguage } from "../language/useLanguage.ts";
import { Icon } from "./Icon.tsx";
import { matching } from "./matching.ts";

export interface ComboChoice {
  readonly id: string;
  readonly label: string;
  /** Stands small beside the label: a topic, a level. */
  readonly detail?: string;
  readonly group?: string;
}

/** So many are shown at once; more letters narrow them down. */
const shownAtOnce = 60;

/** Chooses one of many by typing a part of its name; arrow keys and Enter as everywhere. */
export default function Combobox({
  label,
  choices,
  value,
  onChoose,
  placeholder,
  hideLabel = false,
  clearAfter = false,
  autoFocus = false,
  begunWith,
}: {
  readonly label: string;
  readonly choices: readonly ComboChoice[];
  readonly value?: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  /** Empties the field when something was chosen: for adding and for searching. */
  readonly clearAfter?: boolean;
  /** Takes the focus when it appears because somebody asked for it. */
  readonly autoFocus?: boolean;
  /** Letters typed before the field was there; the reader goes on behind them. */
  readonly begunWith?: string;
}) {
  const { say } = useLanguage();
  const chosen = choices.find((choice) => choice.id === value);
  const [typed, setTyped] = useState<string | undefined>(begunWith);
  const shown = typed ?? chosen?.label ?? "";
  const found = useMemo(
    () => (typed === undefined || typed === "" ? choices : matching(choices, typed)).slice(0, shownAtOnce),
    [choices, typed],
  );
  const groups = useMemo(() => grouped(found), [found]);

  return (
    <ComboBox
      className="k-field k-combo"
      {...(hideLabel ? { "aria-label": label } : {})}
      inputValue={shown}
      onInputChange={setTyped}
      selectedKey={clearAfter ? null : (value ?? null)}
      onSelectionChange={(key) => {
        if (key === null) return;
        setTyped(clearAfter ? "" : undefined);
        onChoose(String(key));
      }}
      onOpenChange={(open) => {
        if (!open && !clearAfter) setTyped(undefined);
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      items={found}
    >
      <OpenWhilePageSettles />
      {hideLabel ? null : <Label className="k-field__label">{label}</Label>}
      <div className="k-combo__box">
        {clearAfter ? <Icon name="search" /> : null}
        <Input
          className="kern-form-input__input k-input"
          {...(placeholder === undefined ? {} : { placeholder })}
          autoFocus={autoFocus}
          onFocus={(event) => {
            if (begunWith === undefined || typed !== begunWith) event.currentTarget.select();
          }}
        />
        {clearAfter ? null : (
          <AriaButton className="k-combo__open" aria-label={say("openList")}>
            <Icon name="down" />
          </AriaButton>
        )}
      </div>
      <Popover className="k-combo__popover">
        <ListBox
          className="k-combo__list"
          renderEmptyState={() => <p className="k-combo__none">{say("nothingFound")}</p>}
        >
          {groups.map((group) =>
            group.name === undefined ? (
              group.choices.map((choice) => <Item key={choice.id} choice={choice} />)
            ) : (
              <ListBoxSection key={group.name} id={`group ${group.name}`}>
                <Header className="k-combo__group">{group.name}</Header>
                {group.choices.map((choice) => (
                  <Item key={choice.id} choice={choice} />
                ))}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/**
 * Keeps the list open when the page moves by itself: to the field at the window's edge, to the chosen entry,
 * or above the keyboard of a phone. It closes as usual once the reader scrolls.
 */
function OpenWhilePageSettles() {
  const state = useContext(ComboBoxStateContext);
  const isOpen = state?.isOpen ?? false;
  const hold = useRef(false);
  useLayoutEffect(() => {
    hold.current = isOpen;
  }, [isOpen]);
  // Listens from the first moment on, since whoever closes the list at a scroll begins when it opens.
  useEffect(() => {
    const onScroll = (event: Event) => {
      if (hold.current && event.target === document) event.stopImmediatePropagation();
    };
    const letGo = () => {
      hold.current = false;
    };
    window.addEventListener("scroll", onScroll, true);
    for (const act of scrolledByHand) window.addEventListener(act, letGo, true);
    return () => {
      window.removeEventListener("scroll", onScroll, true);
      for (const act of scrolledByHand) window.removeEventListener(act, letGo, true);
    };
  }, []);
  return null;
}

const scrolledByHand = ["wheel", "touchmove", "pointerdown"] as const;

function Item({ choice }: { readonly choice: ComboChoice }) {
  return (
    <ListBoxItem id={choice.id} textValue={choice.label} className="k-combo__item">
      <span>{choice.label}</span>
      {choice.detail === undefined ? null : <span className="k-combo__detail">{choice.detail}</span>}
    </ListBoxItem>
  );
}

function grouped(
  choices: readonly ComboChoice[],
): { readonly name: string | undefined; readonly choices: ComboChoice[] }[] {
  const groups = new Map<string | undefined, ComboChoice[]>();
  for (const choice of choices) {
    const group = groups.get(choice.group);
    if (group === undefined) groups.set(choice.group, [choice]);
    else group.push(choice);
  }
  return [...groups].map(([name, members]) => ({ name, choices: members }));
}

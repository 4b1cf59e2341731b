import { Choice, ChoicesFrame, type ChoiceItem, type ChoicesProps } from "./choices.tsx";

export type RadiosProps = ChoicesProps<ChoiceItem> & { readonly value?: string | undefined };

/** @see https://service-manual.nhs.uk/design-system/components/radios */
export const Radios = (radios: RadiosProps) => (
  <ChoicesFrame kind="radios" choices={radios}>
    {(item, id) => (
      <Choice
        kind="radios"
        item={item}
        id={item.id ?? id}
        name={radios.name}
        checked={item.value === radios.value}
        disabled={radios.disabled}
        key={id}
      />
    )}
  </ChoicesFrame>
);

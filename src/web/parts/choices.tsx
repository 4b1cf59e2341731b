import { classNames, describedBy, type Content, type LabelSize } from "./content.ts";
import { ErrorMessage } from "./error-message.tsx";
import { Fieldset } from "./fieldset.tsx";
import { Hint } from "./hint.tsx";
import { Label } from "./label.tsx";

/** A question answered by choosing among items: what radios and checkboxes have in common. */
export type ChoicesProps<Item> = {
  readonly name: string;
  /** The id of the first item, and the beginning of the others'. The name, unless given. */
  readonly idPrefix?: string | undefined;
  readonly legend?: Content | undefined;
  readonly legendSize?: LabelSize | undefined;
  readonly legendHeading?: 1 | 2 | 3 | undefined;
  readonly hint?: Content | undefined;
  readonly error?: Content | undefined;
  readonly inline?: boolean | undefined;
  readonly small?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly items: readonly (Item | ChoiceDivider)[];
};

export type ChoiceItem = {
  readonly value: string;
  readonly text: Content;
  readonly hint?: Content | undefined;
  /** Asked only of those who choose this item; always shown where there is no JavaScript. */
  readonly conditional?: Content | undefined;
  readonly disabled?: boolean | undefined;
  readonly id?: string | undefined;
  /** The key that chooses it, where the page answers keys, and the id of what then has the focus. */
  readonly shortcut?: { readonly key: string; readonly then: string } | undefined;
};

export type ChoiceDivider = { readonly divider: string };

type FrameProps<Item> = {
  readonly kind: "radios" | "checkboxes";
  readonly choices: ChoicesProps<Item>;
  /** Each item, given its id and the ids of the question's own hint and error. */
  readonly children: (item: Item, id: string, questionDescribedBy: string | undefined) => Content;
};

/** The question: fieldset, hint, error and the list of items. */
export function ChoicesFrame<Item extends object>({ kind, choices, children }: FrameProps<Item>) {
  const { name, idPrefix = name, legend, hint, error, inline, small } = choices;
  const block = `nhsuk-${kind}`;
  const described = describedBy(hint ? `${idPrefix}-hint` : undefined, error ? `${idPrefix}-error` : undefined);
  const inner = (
    <>
      {hint && <Hint id={`${idPrefix}-hint`}>{hint}</Hint>}
      {error && <ErrorMessage id={`${idPrefix}-error`}>{error}</ErrorMessage>}
      <div className={classNames(block, small && `${block}--small`, inline && `${block}--inline`)} data-module={block}>
        {choices.items.map((item, index) =>
          "divider" in item ? (
            <div className={`${block}__divider`} key={index}>
              {item.divider}
            </div>
          ) : (
            children(item, index === 0 ? idPrefix : `${idPrefix}-${index + 1}`, legend ? undefined : described)
          ),
        )}
      </div>
    </>
  );
  return (
    <div className={classNames("nhsuk-form-group", Boolean(error) && "nhsuk-form-group--error")}>
      {legend ? (
        <Fieldset
          legend={legend}
          legendSize={choices.legendSize}
          legendHeading={choices.legendHeading}
          describedBy={described}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly kind: "radios" | "checkboxes";
  readonly item: ChoiceItem;
  readonly id: string;
  readonly name: string;
  readonly checked: boolean;
  readonly disabled: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly behaviour?: "exclusive" | undefined;
};

/** One item: its box, label and hint, and what is asked only of those who choose it. */
export function Choice({ kind, item, id, name, checked, disabled, behaviour, ...question }: ChoiceProps) {
  const block = `nhsuk-${kind}`;
  const hintId = item.hint ? `${id}-item-hint` : undefined;
  const conditionalId = item.conditional ? `conditional-${id}` : undefined;
  return (
    <>
      <div className={`${block}__item`}>
        <input
          className={`${block}__input`}
          id={id}
          name={name}
          type={kind === "radios" ? "radio" : "checkbox"}
          value={item.value}
          defaultChecked={checked}
          disabled={item.disabled ?? disabled}
          data-behaviour={behaviour}
          data-aria-controls={conditionalId}
          data-key={item.shortcut?.key}
          data-key-then={item.shortcut?.then}
          aria-describedby={describedBy(question.describedBy, hintId)}
        />
        <Label htmlFor={id} classes={`${block}__label`}>
          {item.text}
        </Label>
        {item.hint && (
          <Hint id={hintId} classes={`${block}__hint`}>
            {item.hint}
          </Hint>
        )}
      </div>
      {item.conditional && (
        <div
          className={classNames(`${block}__conditional`, !checked && `${block}__conditional--hidden`)}
          id={conditionalId}
        >
          {item.conditional}
        </div>
      )}
    </>
  );
}

import { classNames, type Content } from "./content.ts";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonProps = {
  readonly variant?: "secondary" | "secondary-solid" | "warning" | "reverse" | "brand" | "login" | undefined;
  /** Where it leads; then it is a link that looks like a button, and the form's attributes do not hold. */
  readonly href?: string | undefined;
  readonly type?: "submit" | "button" | "reset" | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly small?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** A second click within a second does nothing (with JavaScript). */
  readonly preventDoubleClick?: boolean | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  /** Before the words; alone, it needs a label. */
  readonly icon?: IconName | undefined;
  readonly ariaLabel?: string | undefined;
  /** The key that does the same, where the page answers keys. */
  readonly shortcut?: string | undefined;
  readonly children?: Content | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/buttons */
export function Button(props: ButtonProps) {
  const { variant, href, type = "submit", name, value, small, disabled, preventDoubleClick, icon } = props;
  const shared = {
    className: classNames(
      "nhsuk-button",
      variant && `nhsuk-button--${variant}`,
      icon && "nhsuk-button--icon",
      small && "nhsuk-button--small",
      props.classes,
    ),
    id: props.id,
    "aria-label": props.ariaLabel,
    "data-module": "nhsuk-button",
    "data-prevent-double-click": preventDoubleClick,
    "data-key": props.shortcut,
  };
  const inner = (
    <>
      {icon && <Icon name={icon} />}
      {icon && props.children ? <span className="nhsuk-button__content">{props.children}</span> : props.children}
    </>
  );
  if (href !== undefined) {
    return (
      <a {...shared} href={href} role="button" draggable="false">
        {inner}
      </a>
    );
  }
  return (
    <button
      {...shared}
      type={type}
      name={name}
      value={value}
      disabled={disabled}
      aria-disabled={disabled ? "true" : undefined}
    >
      {inner}
    </button>
  );
}

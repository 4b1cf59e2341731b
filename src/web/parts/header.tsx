import { Button } from "./button.tsx";
import { classNames } from "./content.ts";
import { Icon } from "./icon.tsx";
import { Input } from "./input.tsx";

export type HeaderProps = {
  /** Wholestory, leading to "/", unless given. */
  readonly service?: { readonly text: string; readonly href?: string | undefined } | undefined;
  readonly organisation?: HeaderOrganisation | undefined;
  /** "nhs" only where the place may use the NHS identity. */
  readonly logo?: "nhs" | "none" | undefined;
  readonly search?: HeaderSearch | undefined;
  readonly account?: readonly AccountItem[] | undefined;
  readonly navigation?: readonly NavigationItem[] | undefined;
  readonly colour?: "white" | undefined;
  /** Service and account on one line. */
  readonly inline?: boolean | undefined;
  readonly containerClasses?: string | undefined;
};

export type HeaderOrganisation = {
  readonly name: string;
  readonly split?: string | undefined;
  readonly descriptor?: string | undefined;
};

export type HeaderSearch = {
  readonly action: string;
  readonly label: string;
  /** Name of the query parameter: q, unless given. */
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
};

/** Who acts, and what they can do about it. With an action it is a button that posts there. */
export type AccountItem = {
  readonly text: string;
  readonly href?: string | undefined;
  readonly action?: string | undefined;
  readonly icon?: boolean | undefined;
};

export type NavigationItem = {
  readonly text: string;
  readonly href: string;
  readonly current?: boolean | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/header */
export function Header(header: HeaderProps) {
  const { search, account = [], navigation = [], containerClasses } = header;
  const names = classNames(
    "nhsuk-header",
    header.colour && `nhsuk-header--${header.colour}`,
    header.inline && "nhsuk-header--inline",
    header.organisation && "nhsuk-header--organisation",
  );
  return (
    <header className={names} data-module="nhsuk-header" role="banner">
      <div className={classNames("nhsuk-header__container", "nhsuk-width-container", containerClasses)}>
        <div className="nhsuk-header__service">
          {header.logo === "nhs" ? <NhsService {...header} /> : <NeutralService {...header} />}
        </div>
        {search && <Search {...search} />}
        {account.length > 0 && <Account items={account} />}
      </div>
      {navigation.length > 0 && <Navigation items={navigation} containerClasses={containerClasses} />}
    </header>
  );
}

const WHOLESTORY = { text: "Wholestory", href: "/" };

const NeutralService = ({ service = WHOLESTORY, organisation }: HeaderProps) => (
  <>
    <ServiceName {...service} />
    {organisation && <Organisation {...organisation} />}
  </>
);

/** The logo, the organisation and the service; one link where the service has an address. */
function NhsService({ service = WHOLESTORY, organisation }: HeaderProps) {
  const inner = (
    <>
      <NhsLogo />
      {organisation && <Organisation {...organisation} />}
      <ServiceName text={service.text} />
    </>
  );
  if (!service.href) return inner;
  const name = ["NHS", organisation?.name, organisation?.split, service.text, "homepage"].filter(Boolean).join(" ");
  return (
    <a className="nhsuk-header__service-logo" href={service.href} aria-label={name}>
      {inner}
    </a>
  );
}

const ServiceName = ({ text, href }: { readonly text: string; readonly href?: string | undefined }) =>
  href ? (
    <a className="nhsuk-header__service-name" href={href}>
      {text}
    </a>
  ) : (
    <span className="nhsuk-header__service-name">{text}</span>
  );

const Organisation = ({ name, split, descriptor }: HeaderOrganisation) => (
  <>
    <span className="nhsuk-header__organisation-name">
      {name}
      {split && (
        <>
          {" "}
          <span className="nhsuk-header__organisation-name-split">{split}</span>
        </>
      )}
    </span>
    {descriptor && <span className="nhsuk-header__organisation-name-descriptor">{descriptor}</span>}
  </>
);

const NhsLogo = () => (
  <svg
    className="nhsuk-header__logo"
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 200 80"
    height="40"
    width="100"
    focusable="false"
    role="img"
    aria-label="NHS"
  >
    <title>NHS</title>
    <path
      fill="currentcolor"
      d="M200 0v80H0V0h200Zm-27.5 5.5c-14.5 0-29 5-29 22 0 10.2 7.7 13.5 14.7 16.3l.7.3c5.4 2 10.1 3.9 10.1 8.4 0 6.5-8.5 7.5-14 7.5s-12.5-1.5-16-3.5L135 70c5.5 2 13.5 3.5 20 3.5 15.5 0 32-4.5 32-22.5 0-19.5-25.5-16.5-25.5-25.5 0-5.5 5.5-6.5 12.5-6.5a35 35 0 0 1 14.5 3l4-13.5c-4.5-2-12-3-20-3Zm-131 2h-22l-14 65H22l9-45h.5l13.5 45h21.5l14-65H64l-9 45h-.5l-13-45Zm63 0h-18l-13 65h17l6-28H117l-5.5 28H129l13.5-65H125L119.5 32h-20l5-24.5Z"
    />
  </svg>
);

const Search = ({ action, label, name = "q", placeholder = "Search" }: HeaderSearch) => (
  <search className="nhsuk-header__search">
    <form className="nhsuk-header__search-form" id="search" action={action} method="get" noValidate>
      <Input
        id="search-field"
        name={name}
        type="search"
        label={label}
        labelHidden
        autoComplete="off"
        placeholder={placeholder}
        after={<Button small icon="search" ariaLabel="Search" />}
      />
    </form>
  </search>
);

const Account = ({ items }: { readonly items: readonly AccountItem[] }) => (
  <nav className="nhsuk-header__account" aria-label="Account">
    <ul className="nhsuk-header__account-list">
      {items.map((item) => (
        <li className="nhsuk-header__account-item" key={item.text}>
          <AccountEntry {...item} />
        </li>
      ))}
    </ul>
  </nav>
);

function AccountEntry({ text, href, action, icon }: AccountItem) {
  const inner = (
    <>
      {icon && <Icon name="user" />}
      {text}
    </>
  );
  if (href) {
    return (
      <a className="nhsuk-header__account-link" href={href}>
        {inner}
      </a>
    );
  }
  if (!action) return inner;
  return (
    <form className="nhsuk-header__account-form" action={action} method="post" noValidate>
      <button className="nhsuk-header__account-button">{inner}</button>
    </form>
  );
}

type NavigationProps = {
  readonly items: readonly NavigationItem[];
  readonly containerClasses: string | undefined;
};

const Navigation = ({ items, containerClasses }: NavigationProps) => (
  <nav className="nhsuk-header__navigation" aria-label="Menu">
    <div className={classNames("nhsuk-header__navigation-container", "nhsuk-width-container", containerClasses)}>
      <ul className="nhsuk-header__navigation-list">
        {items.map(({ text, href, current }) => (
          <li
            className={classNames("nhsuk-header__navigation-item", current && "nhsuk-header__navigation-item--current")}
            key={href}
          >
            <a className="nhsuk-header__navigation-link" href={href} aria-current={current ? "page" : undefined}>
              {current ? <strong className="nhsuk-header__navigation-item-current-fallback">{text}</strong> : text}
            </a>
          </li>
        ))}
        <li className="nhsuk-header__menu" hidden>
          <button
            className="nhsuk-header__menu-toggle nhsuk-header__navigation-link"
            id="toggle-menu"
            aria-expanded="false"
          >
            <span className="nhsuk-u-visually-hidden">Browse </span>More
          </button>
        </li>
      </ul>
    </div>
  </nav>
);

import { classNames, type Content } from "./content.ts";

export type TabsProps = {
  readonly idPrefix: string;
  /** Shown as the heading of the list where there is no JavaScript. */
  readonly title?: string | undefined;
  readonly items: readonly TabItem[];
};

export type TabItem = { readonly label: string; readonly id?: string | undefined; readonly panel: Content };

/** Without JavaScript: a list of contents, then every panel. @see https://service-manual.nhs.uk/design-system/components/tabs */
export function Tabs({ idPrefix, title = "Contents", items }: TabsProps) {
  const tabs = items.map((item, index) => ({ ...item, id: item.id ?? `${idPrefix}-${index + 1}`, first: index === 0 }));
  return (
    <div className="nhsuk-tabs" data-module="nhsuk-tabs">
      <h2 className="nhsuk-tabs__heading">{title}</h2>
      <ul className="nhsuk-tabs__list">
        {tabs.map(({ id, label, first }) => (
          <li className={classNames("nhsuk-tabs__list-item", first && "nhsuk-tabs__list-item--selected")} key={id}>
            <a className="nhsuk-tabs__tab" href={`#${id}`}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      {tabs.map(({ id, panel, first }) => (
        <div className={classNames("nhsuk-tabs__panel", !first && "nhsuk-tabs__panel--hidden")} id={id} key={id}>
          {typeof panel === "string" ? <p>{panel}</p> : panel}
        </div>
      ))}
    </div>
  );
}

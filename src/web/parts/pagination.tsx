import { classNames, type Content } from "./content.ts";
import { Icon } from "./icon.tsx";
import { VisuallyHidden } from "./visually-hidden.tsx";

export type PaginationProps = {
  readonly previous?: PaginationStep | undefined;
  readonly next?: PaginationStep | undefined;
  readonly items?: readonly PaginationItem[] | undefined;
};

export type PaginationStep = { readonly href: string; readonly label?: Content | undefined };

export type PaginationItem =
  | { readonly number: number; readonly href: string; readonly current?: boolean | undefined }
  | { readonly ellipsis: true };

/** Numbered pages where there are items, otherwise only before and after. @see https://service-manual.nhs.uk/design-system/components/pagination */
export function Pagination({ previous, next, items = [] }: PaginationProps) {
  const numbered = items.length > 0;
  return (
    <nav
      className={classNames("nhsuk-pagination", numbered && "nhsuk-pagination--numbered")}
      role="navigation"
      aria-label="Pagination"
    >
      {numbered ? (
        <>
          {previous && <NumberedStep step={previous} direction="previous" />}
          <ul className="nhsuk-pagination__list">
            {items.map((item, index) => (
              <PageItem item={item} key={index} />
            ))}
          </ul>
          {next && <NumberedStep step={next} direction="next" />}
        </>
      ) : (
        <ul className="nhsuk-list nhsuk-pagination__list">
          {previous && <ListStep step={previous} direction="previous" />}
          {next && <ListStep step={next} direction="next" />}
        </ul>
      )}
    </nav>
  );
}

function PageItem({ item }: { readonly item: PaginationItem }) {
  if ("ellipsis" in item) {
    return <li className="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">⋯</li>;
  }
  return (
    <li className={classNames("nhsuk-pagination__item", item.current && "nhsuk-pagination__item--current")}>
      <a
        className="nhsuk-pagination__link"
        href={item.href}
        aria-label={`Page ${item.number}`}
        aria-current={item.current ? "page" : undefined}
      >
        {item.number}
      </a>
    </li>
  );
}

type StepProps = { readonly step: PaginationStep; readonly direction: "previous" | "next" };

const Title = ({ direction }: Pick<StepProps, "direction">) => (
  <span className="nhsuk-pagination__title">
    {direction === "previous" ? "Previous" : "Next"}
    <VisuallyHidden> page</VisuallyHidden>
  </span>
);

const NumberedStep = ({ step, direction }: StepProps) => (
  <a href={step.href} className={`nhsuk-pagination__${direction}`} rel={direction === "previous" ? "prev" : "next"}>
    {direction === "previous" && <Icon name="arrow-left" />}
    <Title direction={direction} />
    {direction === "next" && <Icon name="arrow-right" />}
  </a>
);

function ListStep({ step, direction }: StepProps) {
  const rel = direction === "previous" ? "prev" : "next";
  return (
    <li className={`nhsuk-pagination-item--${direction}`}>
      <a className={`nhsuk-pagination__link nhsuk-pagination__link--${rel}`} href={step.href} rel={rel}>
        <Title direction={direction} />
        {step.label && (
          <>
            <VisuallyHidden>:</VisuallyHidden>
            <span className="nhsuk-pagination__page">{step.label}</span>
          </>
        )}
        <Icon name={direction === "previous" ? "arrow-left" : "arrow-right"} />
      </a>
    </li>
  );
}

import { BackLink } from "./back-link.tsx";

export type TextLink = { readonly text: string; readonly href: string };
export type BreadcrumbProps = { readonly items: readonly TextLink[] };

/** The way up; on a phone, a link back to the last item. @see https://service-manual.nhs.uk/design-system/components/breadcrumbs */
export function Breadcrumb({ items }: BreadcrumbProps) {
  const last = items.at(-1);
  return (
    <nav className="nhsuk-breadcrumb" aria-label="Breadcrumb">
      <ol className="nhsuk-breadcrumb__list">
        {items.map(({ text, href }) => (
          <li className="nhsuk-breadcrumb__list-item" key={href}>
            <a className="nhsuk-breadcrumb__link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ol>
      {last && (
        <BackLink href={last.href} visuallyHiddenText="Back to">
          {last.text}
        </BackLink>
      )}
    </nav>
  );
}

import type { TextLink } from "./breadcrumb.tsx";
import { classNames, type Content } from "./content.ts";

export type FooterProps = {
  readonly links?: readonly TextLink[] | undefined;
  readonly copyright?: string | undefined;
  readonly containerClasses?: string | undefined;
  readonly children?: Content | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/footer */
export const Footer = ({ links = [], copyright, containerClasses, children }: FooterProps) => (
  <footer className="nhsuk-footer" role="contentinfo">
    <div className={classNames("nhsuk-width-container", containerClasses)}>
      <div className="nhsuk-footer__meta">
        {links.length > 0 && (
          <>
            <h2 className="nhsuk-u-visually-hidden">Support links</h2>
            <ul className="nhsuk-footer__list">
              {links.map(({ text, href }) => (
                <li className="nhsuk-footer__list-item" key={href}>
                  <a className="nhsuk-footer__list-item-link" href={href}>
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        {children}
        {copyright && <p className="nhsuk-body-s">{copyright}</p>}
      </div>
    </div>
  </footer>
);

import { ActionAnchor, type Action } from "./action.tsx";
import { classNames, headingTag, type Content, type HeadingLevel, type HeadingSize } from "./content.ts";
import { Icon } from "./icon.tsx";

export type CardProps = {
  readonly heading?: Content | undefined;
  readonly headingLevel?: HeadingLevel | undefined;
  readonly headingSize?: HeadingSize | undefined;
  /** Read out before the heading, with a colon. Care cards and warnings have one of their own. */
  readonly headingPrefix?: string | undefined;
  readonly href?: string | undefined;
  readonly variant?: CardVariant | undefined;
  /** The whole card is one link. */
  readonly clickable?: boolean | undefined;
  readonly actions?: readonly Action[] | undefined;
  readonly description?: string | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly children?: Content | undefined;
};

type CareVariant = keyof typeof CARE_PREFIX;
export type CardVariant = "feature" | "primary" | "secondary" | "warning" | CareVariant;

const CARE_PREFIX = {
  "non-urgent": "Non-urgent advice",
  urgent: "Urgent advice",
  emergency: "Immediate action required",
} as const;

const isCare = (variant: CardVariant | undefined): variant is CareVariant =>
  variant !== undefined && variant in CARE_PREFIX;

/** @see https://service-manual.nhs.uk/design-system/components/card */
export function Card(card: CardProps) {
  const { variant, actions = [], heading } = card;
  const headingAbove = isCare(variant) || actions.length > 0;
  return (
    <div
      className={classNames(
        "nhsuk-card",
        card.clickable && "nhsuk-card--clickable",
        isCare(variant) && "nhsuk-card--care",
        variant && `nhsuk-card--${isCare(variant) ? "care--" : ""}${variant}`,
        card.classes,
      )}
      id={card.id}
    >
      {headingAbove && (
        <div className="nhsuk-card__heading-container">
          <CardHeading {...card} />
          <CardActions actions={actions} heading={heading} />
        </div>
      )}
      <div className="nhsuk-card__content">
        {!headingAbove && <CardHeading {...card} />}
        {card.description && <p className="nhsuk-card__description">{card.description}</p>}
        {card.children}
        {variant === "primary" && <Icon name="chevron-right-circle" />}
      </div>
    </div>
  );
}

function CardHeading({ heading, headingLevel = 2, headingSize, href, variant, ...card }: CardProps) {
  if (!heading) return undefined;
  const Tag = headingTag(headingLevel);
  const prefix = isCare(variant) ? CARE_PREFIX[variant] : card.headingPrefix;
  return (
    <>
      <Tag className={classNames("nhsuk-card__heading", headingSize && `nhsuk-heading-${headingSize}`)}>
        {href && variant !== "feature" ? (
          <a className="nhsuk-card__link" href={href}>
            {heading}
          </a>
        ) : prefix ? (
          <span role="text">
            <span className="nhsuk-u-visually-hidden">{prefix}: </span>
            {heading}
          </span>
        ) : (
          heading
        )}
      </Tag>
      {isCare(variant) && <span className="nhsuk-card--care__arrow" aria-hidden="true" />}
    </>
  );
}

type CardActionsProps = { readonly actions: readonly Action[]; readonly heading: Content };

/** The card's links; where the heading is plain text, each also says which card it belongs to. */
function CardActions({ actions, heading }: CardActionsProps) {
  const [only, ...others] = actions.map((action) => ({ ...action, visuallyHiddenText: withHeading(action, heading) }));
  if (!only) return undefined;
  if (others.length === 0) {
    return (
      <div className="nhsuk-card__actions">
        <ActionAnchor {...only} />
      </div>
    );
  }
  return (
    <ul className="nhsuk-card__actions">
      {[only, ...others].map((action) => (
        <li className="nhsuk-card__action" key={action.href}>
          <ActionAnchor {...action} />
        </li>
      ))}
    </ul>
  );
}

const withHeading = (action: Action, heading: Content) =>
  classNames(action.visuallyHiddenText, typeof heading === "string" && `(${heading})`);

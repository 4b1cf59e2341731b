import { classNames, headingTag, type Content, type HeadingLevel } from "./content.ts";

export type NotificationBannerProps = {
  readonly variant?: "success" | undefined;
  /** "Success" or "Important", unless given. */
  readonly title?: string | undefined;
  readonly titleId?: string | undefined;
  readonly heading?: Content | undefined;
  readonly headingLevel?: HeadingLevel | undefined;
  readonly id?: string | undefined;
  readonly children?: Content | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/notification-banners */
export function NotificationBanner(banner: NotificationBannerProps) {
  const { variant, heading, headingLevel = 3, titleId = "nhsuk-notification-banner-title", children } = banner;
  const success = variant === "success";
  const Tag = headingTag(headingLevel);
  return (
    <div
      className={classNames("nhsuk-notification-banner", success && "nhsuk-notification-banner--success")}
      id={banner.id}
      data-module="nhsuk-notification-banner"
      role={success ? "alert" : "region"}
      aria-labelledby={titleId}
    >
      <div className="nhsuk-notification-banner__header">
        <h2 className="nhsuk-notification-banner__title" id={titleId}>
          {banner.title ?? (success ? "Success" : "Important")}
        </h2>
      </div>
      <div className="nhsuk-notification-banner__content">
        {heading && <Tag className="nhsuk-notification-banner__heading">{heading}</Tag>}
        {typeof children === "string" ? (
          <p className={heading ? "nhsuk-body" : "nhsuk-notification-banner__heading"}>{children}</p>
        ) : (
          children
        )}
      </div>
    </div>
  );
}

import type { TextLink } from "./breadcrumb.tsx";
import type { Content } from "./content.ts";

export type EmptyStateProps = {
  /** One sentence that says what is not here, and why if that is known. */
  readonly children: Content;
  /** What to do about it. */
  readonly next?: TextLink | undefined;
};

/** Where there is nothing to show: never a blank. */
export const EmptyState = ({ children, next }: EmptyStateProps) => (
  <p className="ws-empty">
    {children}
    {next && (
      <>
        {" "}
        <a href={next.href}>{next.text}</a>
      </>
    )}
  </p>
);

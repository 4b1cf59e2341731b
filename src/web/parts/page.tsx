import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { classNames, type Content } from "./content.ts";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { MadeUpBanner } from "./made-up-banner.tsx";
import { SkipLink } from "./skip-link.tsx";

export type PageProps = {
  readonly title: string;
  /** Something on the page must be put right: the title begins with "Error: ". */
  readonly errors?: boolean | undefined;
  readonly lang?: "en" | "cy" | undefined;
  /** "staff" pages are wide and dense; "public" ones, unless given, are roomy. */
  readonly density?: "staff" | "public" | undefined;
  readonly header?: ReactElement | undefined;
  readonly footer?: ReactElement | undefined;
  /** The place holds made-up people only, and says so. True, unless given. */
  readonly madeUp?: boolean | undefined;
  /** Above the main content: a breadcrumb, a back link, the person's strip. */
  readonly beforeMain?: Content | undefined;
  readonly children: Content;
};

/** The whole document. Scripts and styles come from /assets only, so that a strict CSP holds. */
export function Page({ title, errors, lang = "en", density = "public", madeUp = true, ...page }: PageProps) {
  const wide = density === "staff" && "ws-width-wide";
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${errors ? "Error: " : ""}${title} – Wholestory`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/nhsuk.css" />
        <link rel="stylesheet" href="/assets/wholestory.css" />
        <link rel="modulepreload" href="/assets/nhsuk.js" />
      </head>
      <body className={classNames(`ws-${density}`)}>
        {/* Runs before the page is drawn, so that what JavaScript hides never flashes up. */}
        <script src="/assets/wholestory.js" />
        <SkipLink />
        {page.header ?? <Header containerClasses={wide || undefined} />}
        {madeUp && <MadeUpBanner />}
        <div className={classNames("nhsuk-width-container", wide)}>
          {page.beforeMain}
          <main className="nhsuk-main-wrapper" id="maincontent">
            {page.children}
          </main>
        </div>
        {page.footer ?? (
          <Footer
            containerClasses={wide || undefined}
            copyright="Wholestory: one record per person, one plan, one team, the money and the proof"
          />
        )}
      </body>
    </html>
  );
}

/** The text of a page as it is sent. */
export const htmlOf = (page: ReactElement): string => `<!DOCTYPE html>${renderToStaticMarkup(page)}`;

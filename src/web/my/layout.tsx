import type { App } from "#app";
import { Footer, Header, Page, type Content } from "../parts/index.ts";
import type { SessionRequest } from "../route.ts";
import type { Own } from "./own-record.ts";

/** A part of what people see of their own record. */
export type MySection = "home" | "record" | "looks" | "sharing" | "readers";

const SECTIONS: readonly { readonly section: MySection; readonly text: string; readonly path: string }[] = [
  { section: "home", text: "Home", path: "" },
  { section: "record", text: "Record", path: "/record" },
  { section: "looks", text: "Who has looked", path: "/looks" },
  { section: "sharing", text: "Sharing", path: "/sharing" },
  { section: "readers", text: "Who may read", path: "/readers" },
];

/** What whoever is let in may open. The person opens all. */
const isOpen = (section: MySection, { permit, seesLog }: Own): boolean => {
  if (permit.asker === "self") return true;
  switch (section) {
    case "home":
    case "record":
      return true;
    case "looks":
      return seesLog;
    case "sharing":
    case "readers":
      return false;
  }
};

export type PublicPageProps = {
  readonly app: App;
  readonly request: SessionRequest;
  readonly title: string;
  /** Whose record it is; none on pages that are about no record. */
  readonly own?: Own | undefined;
  readonly section?: MySection | undefined;
  /** Something on the page must be put right. */
  readonly errors?: boolean | undefined;
  /** Above the main content: a link back. */
  readonly beforeMain?: Content | undefined;
  readonly children: Content;
};

/** A page for people and for those whom they let in: roomy, a few words at a time. */
export const PublicPage = ({ app, request, title, own, section, children, ...page }: PublicPageProps) => (
  <Page
    title={title}
    errors={page.errors}
    header={
      <Header
        service={{ text: "Wholestory", href: "/my" }}
        account={[
          { text: "Your account", href: "/account", icon: true },
          { text: "Sign out", action: "/sign-out" },
        ]}
        navigation={
          own &&
          SECTIONS.filter((one) => isOpen(one.section, own)).map(({ section: one, text, path }) => ({
            ...{ text, href: `${own.href}${path}` },
            current: one === section,
          }))
        }
      />
    }
    footer={
      <Footer>
        <p className="nhsuk-body-s">
          {app.directory.place.name}. Everybody here is made up: no real person's record may be loaded.
        </p>
      </Footer>
    }
    beforeMain={
      <>
        {own && <Whose own={own} />}
        {page.beforeMain && <nav aria-label="Back">{page.beforeMain}</nav>}
      </>
    }
  >
    {children}
  </Page>
);

/** Whoever reads for somebody else must not take the record for their own. */
const Whose = ({ own: { permit, person } }: { readonly own: Own }) =>
  permit.asker === "self" ? undefined : (
    <aside className="ws-whose" aria-label="Whose record this is">
      <p>
        You are reading the record of{" "}
        <strong>
          {person.given} {person.family}
        </strong>
        . They see when you do.
      </p>
    </aside>
  );

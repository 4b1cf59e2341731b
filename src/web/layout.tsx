import type { App } from "#app";
import type { StaffMember } from "#place";
import { isUnderWay, showProgress } from "./loading.ts";
import { LOG } from "./log/address.ts";
import { Breadcrumb, Footer, Header, Page, type Content, type TextLink } from "./parts/index.ts";
import { showRole } from "./roles.ts";
import { mayReadStaff, STAFF } from "./staff-list.ts";
import type { OpenRequest } from "./route.ts";

export type StaffPageProps = {
  readonly app: App;
  readonly request: OpenRequest;
  readonly title: string;
  /** The part of the navigation in which the page lies. */
  readonly current?: Section | undefined;
  /** Something on the page must be put right. */
  readonly errors?: boolean | undefined;
  /** Pages above this one, Home left out. */
  readonly breadcrumbs?: readonly TextLink[] | undefined;
  /** Below the breadcrumb, above the main content: the person's strip. */
  readonly beforeMain?: Content | undefined;
  /** How fresh and complete what the page shows is; stands at its foot. */
  readonly freshness?: Content | undefined;
  readonly children: Content;
};

export type Section = "home" | "find" | "feeds" | "links" | "agreements" | "studies";

const SECTIONS: readonly { section: Section; text: string; href: string }[] = [
  { section: "find", text: "Find a person", href: "/find" },
  { section: "feeds", text: "Feeds", href: "/feeds" },
  { section: "links", text: "Links", href: "/links" },
  { section: "agreements", text: "Agreements", href: "/agreements" },
];
const STUDIES: (typeof SECTIONS)[number] = { section: "studies", text: "Studies", href: "/studies" };

const sectionsOf = ({ role }: StaffMember) => (role === "analyst" ? [...SECTIONS, STUDIES] : SECTIONS);

const WIDE = "ws-width-wide";
const HOME: TextLink = { text: "Home", href: "/" };

/** A page for staff: who acts, where one is, what is shown and how fresh it is. */
export const StaffPage = ({ app, request, title, current, errors, children, ...slots }: StaffPageProps) => (
  <Page
    title={title}
    errors={errors}
    density="staff"
    header={<StaffHeader app={app} request={request} current={current} />}
    footer={<StaffFooter app={app} request={request} />}
    beforeMain={
      <>
        {slots.breadcrumbs && <Breadcrumb items={[HOME, ...slots.breadcrumbs]} />}
        {slots.beforeMain}
      </>
    }
  >
    {children}
    {(slots.freshness ?? (request.session && isUnderWay(request.loading))) && (
      <aside className="ws-page-freshness" aria-labelledby="how-fresh">
        <h2 className="nhsuk-heading-xs" id="how-fresh">
          How fresh and complete this is
        </h2>
        {slots.freshness}
        {isUnderWay(request.loading) && <p>{showProgress(request.loading)} What is shown here is not all yet.</p>}
      </aside>
    )}
  </Page>
);

type HeaderProps = Pick<StaffPageProps, "app" | "request" | "current">;

const StaffHeader = ({ app, request: { actor, session }, current }: HeaderProps) => (
  <Header
    containerClasses={WIDE}
    service={{ text: "Wholestory", href: "/" }}
    account={
      session && [
        ...(actor
          ? [
              {
                text: `${actor.name}, ${showRole(actor.role)}, ${app.directory.nameOf(actor.organisation)}`,
                icon: true,
              },
            ]
          : []),
        { text: "Your account", href: "/account" },
        { text: "Sign out", action: "/sign-out" },
      ]
    }
    navigation={actor && sectionsOf(actor).map(({ section, ...item }) => ({ ...item, current: section === current }))}
  />
);

const FOOT: readonly TextLink[] = [
  { text: "What was sealed or erased", href: "/acts" },
  { text: "Kept for as long as it may be", href: "/retention" },
];

/** Who looks at records is for information governance; who works where, for engineers too. */
function footOf({ actor }: OpenRequest): readonly TextLink[] {
  if (actor === undefined) return [];
  const log = actor.role === "information-governance" ? [LOG] : [];
  return [...log, ...(mayReadStaff(actor) ? [STAFF] : []), ...FOOT];
}

const StaffFooter = ({ app, request }: Pick<StaffPageProps, "app" | "request">) => (
  <Footer containerClasses={WIDE} links={request.session && footOf(request)}>
    <p className="nhsuk-body-s">
      {app.directory.place.name}. Everybody here is made up: no real person's record may be loaded.
    </p>
  </Footer>
);

import type { App } from "#app";
import type { StaffRole } from "#place";
import { StaffPage, type Section } from "./layout.tsx";
import { EmptyState, Heading, type TextLink } from "./parts/index.ts";
import { showRole } from "./roles.ts";
import { page, type Answer, type PageRequest } from "./route.ts";

type RefusedProps = {
  readonly message: string;
  readonly title: string;
  readonly breadcrumbs: readonly TextLink[];
  readonly current?: Section;
  /** The role that may. */
  readonly role: StaffRole;
};

/** The page for somebody who may not do what others may: why, and who may. */
export function refusedPage(app: App, request: PageRequest, refusal: RefusedProps): Answer {
  const { message, title, breadcrumbs, current, role } = refusal;
  return page(
    <StaffPage {...{ app, request, title, breadcrumbs, current }}>
      <Heading level={1}>{title}</Heading>
      <p>{message}</p>
      <WhoMay {...{ app, request, role }} />
    </StaffPage>,
    403,
  );
}

type WhoMayProps = { readonly app: App; readonly request: PageRequest; readonly role: StaffRole };

/** Everybody who may today. */
const WhoMay = ({ app: { directory }, request: { today }, role }: WhoMayProps) => {
  const all = directory.place.staff.filter((one) => one.role === role && directory.staffMember(one.id, today) === one);
  if (all.length === 0) return <EmptyState>The place file names nobody for {showRole(role)} today.</EmptyState>;
  return (
    <>
      <p>Ask one of these:</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {all.map((one) => (
          <li key={one.id}>
            {one.name}, {directory.nameOf(one.organisation)}
          </li>
        ))}
      </ul>
    </>
  );
};

import { civilDay, type Clock, type OdsCode } from "#base";
import type { Directory, StaffRole } from "#place";
import type { PersonPermit } from "../permit.ts";
import { isCurrent } from "../standing/relationship.ts";
import type { SharingStore } from "../store.ts";
import type { DeciderKeeper } from "./day-decider.ts";
import { viewsOf } from "./role.ts";
import { sightOf, type Sight } from "./sight.ts";

type Parts = {
  readonly store: SharingStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly deciderOn: DeciderKeeper;
};

/** Says who could be shown what. */
export function createSeeing({ store, directory, clock, deciderOn }: Parts) {
  const presentOn = (day: string): readonly OdsCode[] =>
    directory.place.organisations.map(({ ods }) => ods).filter((ods) => directory.carriedOnBy(ods, day) === ods);

  const caringRolesOf = (organisation: OdsCode, day: string): readonly StaffRole[] => {
    const staff = directory.place.staff.filter(
      (one) =>
        directory.staffMember(one.id, day) === one && directory.carriedOnBy(one.organisation, day) === organisation,
    );
    return [...new Set(staff.map(({ role }) => role))].filter((role) => viewsOf(role, "direct-care").length > 0);
  };

  return {
    /**
     * What each organisation of the place may see of the person to care for them. What shows that it has to do with the
     * person is told as far as the permit opens it.
     */
    async seenBy(permit: PersonPermit): Promise<readonly Sight[]> {
      const at = clock();
      const day = civilDay(at);
      const { relationships, choices } = await store.sharingFactsOf(permit);
      const { decide } = await deciderOn(day);
      const current = relationships.filter((one) => isCurrent(one, at));
      return presentOn(day).map((organisation) => {
        const roles = caringRolesOf(organisation, day);
        const own = current.filter((one) => directory.carriedOnBy(one.organisation, day) === organisation);
        return sightOf({
          ...{ organisation, roles, because: [...new Set(own.map(({ kind }) => kind))] },
          decisions: roles.map((role) =>
            decide({
              asker: { kind: "staff", role, organisation },
              ...{ purpose: "direct-care", relationship: "current", choices },
            }),
          ),
        });
      });
    },
  };
}

import type { App } from "#app";
import { civilDay } from "#base";
import { DEMONSTRATION_PASSWORD } from "#identity";
import { DEMONSTRATION_READERS, showRole } from "#web";

/** Accounts for the staff of a place of made-up people, a person and a carer, and of no other place. */
export async function makeDemonstrationAccounts({ directory, identity }: App): Promise<void> {
  if (!directory.place.demonstration) return;
  const staff = new Set(directory.place.staff.map(({ id }) => id));
  await identity.accounts.makeForDemonstration([...staff, ...DEMONSTRATION_READERS.map(({ actor }) => actor)]);
}

/** Who may be chosen, as lines to print. */
export async function demonstrationAccountLines({ directory, identity, clock }: App): Promise<readonly string[]> {
  const today = civilDay(clock());
  const accounts = (await identity.accounts.list()).filter(({ demonstration }) => demonstration);
  const staff = new Map(directory.place.staff.map((one) => [one.id, one]));
  const lines = accounts.flatMap(({ name, actor }) => {
    const reader = DEMONSTRATION_READERS.find((one) => one.actor === actor);
    if (reader) return [`  ${name.padEnd(18)} ${reader.text}, once everything is loaded`];
    const member = staff.get(actor);
    if (!member) return [];
    const ended = directory.staffMember(actor, today) ? "" : " (not in this role today)";
    return [
      `  ${name.padEnd(18)} ${member.name}, ${showRole(member.role)}${ended}, ${directory.nameOf(member.organisation)}`,
    ];
  });
  if (lines.length === 0) return [];
  return [`Sign in as any of these; each has the password "${DEMONSTRATION_PASSWORD}":`, ...lines];
}

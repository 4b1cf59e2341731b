import { z } from "zod";
import { failed, succeeded, type Outcome } from "#base";
import type { Directory } from "../directory.ts";
import {
  readStaffLine,
  repeatedIn,
  staffIdIn,
  type FieldNames,
  type ListFault,
  type PlacedLine,
  type StaffList,
  type StaffWords,
} from "./list.ts";
import { staffRoleIn } from "./role.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const user = z.object({
  userName: z.string().optional(),
  externalId: z.string().optional(),
  displayName: z.string().optional(),
  name: z.object({ formatted: z.string().optional() }).optional(),
  active: z.boolean().optional(),
  roles: z.array(z.object({ value: z.string(), primary: z.boolean().optional() })).optional(),
  groups: z.array(z.object({ display: z.string().optional() })).optional(),
  [ENTERPRISE]: z.object({ organization: z.string().optional(), department: z.string().optional() }).optional(),
});

type User = z.infer<typeof user>;

const listResponse = z.object({
  totalResults: z.int().nonnegative().optional(),
  Resources: z.array(z.unknown()),
});

const FIELDS: FieldNames = {
  id: "userName",
  name: "displayName",
  role: "roles",
  organisation: `${ENTERPRISE}.organization`,
  team: "department",
  from: "from",
  to: "to",
};

/**
 * Reads a list of staff from a SCIM list of users, as an identity provider exports it. SCIM says who works there now and
 * not since when. Fails with every fault there is.
 * @see https://www.rfc-editor.org/rfc/rfc7643#section-4
 */
export function readStaffScim(text: string, directory: Directory): Outcome<StaffList, readonly ListFault[]> {
  const list = listResponse.safeParse(parsed(text));
  if (!list.success) return failed([NO_LIST]);
  const { Resources: resources, totalResults = resources.length } = list.data;
  const faults: ListFault[] = [];
  const lines: PlacedLine[] = [];
  for (const [nth, resource] of resources.entries()) {
    const where = `Resources[${String(nth)}]`;
    const read = readUser(resource, where, directory);
    if (read.ok) lines.push({ where, line: read.value });
    else faults.push(...read.problem);
  }
  faults.push(...repeatedIn(lines, FIELDS.id));
  if (faults.length > 0) return failed(faults);
  return succeeded({ lines: lines.map(({ line }) => line), isPart: totalResults > resources.length });
}

/** What the fault of a parser says may repeat what stands in the file. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

const NO_LIST: ListFault = {
  ...{ where: "the file", id: undefined, field: "Resources" },
  found: "it is no SCIM list of users",
  accepted: 'JSON such as {"Resources": [{"userName": "amina-rahman", …}]}',
};

function readUser(
  resource: unknown,
  where: string,
  directory: Directory,
): Outcome<PlacedLine["line"], readonly ListFault[]> {
  const shaped = user.safeParse(resource);
  if (!shaped.success) {
    return failed(
      shaped.error.issues.map(({ path, code }) => ({
        ...{ where, id: undefined, field: path.join(".") || "user" },
        ...{ found: `it is not of its type (${code})`, accepted: "a SCIM user, as RFC 7643 describes it" },
      })),
    );
  }
  const words = wordsOf(shaped.data, where);
  const id = staffIdIn(words.id);
  if (shaped.data.active === false && id !== undefined) return succeeded({ kind: "gone", id });
  const several = rolesIn(shaped.data).length > 1 ? [severalRoles(where, id)] : [];
  const read = readStaffLine(words, directory, FIELDS);
  const faults = [...several, ...read.faults];
  return read.value && faults.length === 0 ? succeeded(read.value) : failed(faults);
}

const severalRoles = (where: string, id: ListFault["id"]): ListFault => ({
  ...{ where, id, field: FIELDS.role, found: "there are several of our roles, none of them primary" },
  accepted: "one role of ours, or one of several that is primary",
});

/** The identity provider's own name for somebody where it is an id, else the one that its client gave them. */
function wordsOf(one: User, where: string): StaffWords {
  const { organization = "", department } = one[ENTERPRISE] ?? {};
  const names = [one.userName ?? "", one.externalId ?? ""];
  const teams = [...new Set((one.groups ?? []).flatMap(({ display }) => display?.trim() || []))];
  return {
    where,
    id: names.find((name) => staffIdIn(name) !== undefined) ?? names.find((name) => name !== "") ?? "",
    name: (one.displayName ?? one.name?.formatted ?? "").trim(),
    role: rolesIn(one)[0] ?? "",
    organisation: organization.trim(),
    team: (department ?? teams.join(", ")).trim(),
    from: "",
    to: "",
  };
}

/** Roles of ours among those of a user: the primary one, else all there are. */
function rolesIn({ roles = [] }: User): readonly string[] {
  const ours = roles.filter(({ value }) => staffRoleIn(value) !== undefined);
  const primary = ours.filter((one) => one.primary);
  return [...new Set((primary.length > 0 ? primary : ours).map(({ value }) => staffRoleIn(value) ?? value))];
}

import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { failed, feedId, succeeded, type Outcome } from "#base";
import { readAreas } from "./areas.ts";
import { mllpFaults } from "./mllp.ts";
import { agreementShape } from "./agreement.ts";
import { labelRuleShape } from "./label-rule.ts";
import { mappingShape } from "./mapping.ts";
import { readOptOutList } from "./national-opt-outs.ts";
import { ORGANISATION_KINDS } from "./organisation-kind.ts";
import type { Place } from "./place.ts";
import { retentionShape } from "./retention.ts";
import { staffFaults } from "./staff/days.ts";
import { STAFF_ROLES } from "./staff/role.ts";
import { writtenActor, writtenCode, writtenDay } from "./written.ts";

const organisation = z.strictObject({
  ods: writtenCode,
  name: z.string().min(1),
  kind: z.enum(ORGANISATION_KINDS),
  people: z.int().nonnegative().exactOptional(),
  opened: writtenDay.exactOptional(),
  closed: writtenDay.exactOptional(),
  succeededBy: writtenCode.exactOptional(),
});

const staffMember = z.strictObject({
  id: writtenActor,
  name: z.string().min(1),
  role: z.enum(STAFF_ROLES),
  organisation: writtenCode,
  team: z.string().trim().min(1).exactOptional(),
  from: writtenDay,
  to: writtenDay.exactOptional(),
});

const mllp = z.strictObject({
  port: z.int().min(1).max(65_535),
  address: z.union([z.ipv4(), z.ipv6()], "an address, such as 127.0.0.1").exactOptional(),
  senders: z.record(z.string().min(1), writtenCode).exactOptional(),
  tls: z
    .strictObject({
      key: z.string().min(1),
      certificate: z.string().min(1),
      clients: z.string().min(1).exactOptional(),
    })
    .exactOptional(),
});

const feed = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9-]+$/, "small letters, digits and dashes")
      .transform(feedId),
    name: z.string().min(1),
    format: z.enum(["fhir-r4", "gp-csv", "hl7-v2", "sus-csv", "csds-csv", "mhsds-csv", "cld-csv", "mapped"]),
    folder: z.string().regex(/^[A-Za-z0-9-]+$/, "the name of one folder"),
    organisations: z.array(writtenCode),
    deliveries: z.enum(["increments", "snapshot"]),
    expectedEveryDays: z.int().positive(),
    mllp: mllp.exactOptional(),
    mapping: mappingShape.exactOptional(),
  })
  .refine(({ format, mapping }) => format !== "mapped" || mapping, {
    path: ["mapping"],
    message: "a feed whose format is mapped says here how its columns are read",
  })
  .refine(({ format, mapping }) => format === "mapped" || !mapping, {
    path: ["mapping"],
    message: "only a feed whose format is mapped has a mapping",
  });

const placeShape = z.strictObject({
  name: z.string().min(1),
  demonstration: z.boolean(),
  organisations: z.array(organisation).min(1),
  staff: z.array(staffMember),
  feeds: z.array(feed),
  agreements: z.array(agreementShape).exactOptional(),
  claims: z.boolean().exactOptional(),
  looksShownBy: z.enum(["name", "role", "team", "organisation"]).exactOptional(),
  labels: z.array(labelRuleShape).exactOptional(),
  retention: z.array(retentionShape).exactOptional(),
  areas: z
    .string()
    .regex(/^[A-Za-z0-9-]+\.csv$/, "the name of a CSV file beside the place's")
    .exactOptional(),
  nationalOptOuts: z
    .strictObject({
      file: z.string().regex(/^[A-Za-z0-9-]+\.(csv|txt|dat)$/, "the name of a CSV, TXT or DAT file beside the place's"),
      lists: z.enum(["opted-out", "may-be-used"]),
      staleAfterDays: z.int().positive().exactOptional(),
    })
    .exactOptional(),
});

/** Reads a place's file (YAML, of which JSON is a part) and the tables beside it. Every fault is named with where it stands. */
export async function readPlaceFile(path: string): Promise<Outcome<Place>> {
  const text = await textOf(path, "Name a file that exists, or run 'bin/wholestory demo'.", `The place file ${path}`);
  if (!text.ok) return text;
  const place = readPlace(text.value, path);
  if (!place.ok) return place;
  const areas = await areasBeside(path, place.value);
  if (!areas.ok) return areas;
  const list = await optOutsBeside(path, place.value);
  return list.ok ? succeeded({ ...place.value, ...areas.value, ...list.value }) : list;
}

async function areasBeside(path: string, { areas }: Place): Promise<Outcome<Pick<Place, "areaTable">>> {
  if (areas === undefined) return succeeded({});
  const beside = join(dirname(path), areas);
  const table = await textOf(beside, "Put the table beside the place file, or take the line 'areas' out of that.");
  if (!table.ok) return table;
  const read = readAreas(table.value, beside);
  return read.ok ? succeeded({ areaTable: read.value }) : read;
}

async function optOutsBeside(path: string, { nationalOptOuts }: Place): Promise<Outcome<Pick<Place, "optOutList">>> {
  if (nationalOptOuts === undefined) return succeeded({});
  const beside = join(dirname(path), nationalOptOuts.file);
  const remedy = "Put the list beside the place file, or take the part 'nationalOptOuts' out of that.";
  const text = await textOf(beside, remedy);
  if (!text.ok) return text;
  const { mtime } = await stat(beside);
  const list = readOptOutList(text.value, beside, mtime);
  return list.ok ? succeeded({ optOutList: list.value }) : list;
}

/** `name`: what the fault calls it. */
async function textOf(path: string, remedy: string, name = path): Promise<Outcome<string>> {
  try {
    return succeeded(await readFile(path, "utf8"));
  } catch {
    return invalid(`${name} cannot be read.`, remedy);
  }
}

/** Reads the text of a place's file. `name` is what faults call it. */
export function readPlace(text: string, name: string): Outcome<Place> {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    return invalid(`${name} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const shaped = placeShape.safeParse(data);
  if (!shaped.success) {
    const faults = shaped.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return invalid(`${name} has faults. ${faults.join("; ")}`);
  }
  const strays = strayCodes(shaped.data);
  if (strays.length > 0) return invalid(`${name} has faults. ${strays.join("; ")}`);
  return succeeded(shaped.data);
}

/** Codes and ids that are used but not declared, or declared twice. */
function strayCodes(place: Place): readonly string[] {
  const known = new Set(place.organisations.map((one) => one.ods));
  const missing = (where: string, code: string) => `${where}: no organisation has the code ${code}`;
  return [
    ...repeated(place.organisations.map((one) => one.ods)).map((code) => `organisations: ${code} stands twice`),
    ...staffFaults(place.staff),
    ...repeated(place.feeds.map((one) => one.id)).map((id) => `feeds: ${id} stands twice`),
    ...repeated((place.retention ?? []).map((one) => one.id)).map((id) => `retention: ${id} stands twice`),
    ...place.organisations.flatMap((one) =>
      one.succeededBy && !known.has(one.succeededBy) ? [missing(`organisations.${one.ods}`, one.succeededBy)] : [],
    ),
    ...place.staff.flatMap((one) =>
      known.has(one.organisation) ? [] : [missing(`staff.${one.id}`, one.organisation)],
    ),
    ...place.feeds.flatMap((feed) =>
      feed.organisations.flatMap((code) => (known.has(code) ? [] : [missing(`feeds.${feed.id}`, code)])),
    ),
    ...repeated((place.agreements ?? []).map((one) => one.id)).map((id) => `agreements: ${id} stands twice`),
    ...(place.agreements ?? []).flatMap(({ id, parties }) => [
      ...repeated(parties.map((one) => one.organisation)).map((code) => `agreements.${id}: ${code} is a party twice`),
      ...parties.flatMap((one) => (known.has(one.organisation) ? [] : [missing(`agreements.${id}`, one.organisation)])),
    ]),
    ...mllpFaults(place.feeds),
  ];
}

function repeated<T>(values: readonly T[]): readonly T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

const invalid = (message: string, remedy = "See docs/place-file.md for what each line means.") =>
  failed({ kind: "invalid" as const, message, remedy });

import { isoDay } from "../lives/day.ts";
import {
  ACUTE_TRUST,
  CLOSED_PRACTICE,
  COMMUNITY_TRUST,
  COUNCILS,
  firstPersonOf,
  MENTAL_HEALTH_TRUST,
  PLACE_ORGANISATION,
  SUCCESSOR,
  systemOf,
  VOLUNTARY,
  type GpSystem,
  type Practice,
  type Town,
} from "../lives/town.ts";
import { agreementsOf } from "./agreements.ts";
import { AREAS_FILE } from "./areas-file.ts";
import { COMMUNITY_FOLDER } from "./community/submissions.ts";
import { COUNCIL_FOLDER } from "./council/submissions.ts";
import { GP_CSV_FOLDER } from "./gp-csv/practice-files.ts";
import { DAYS_BETWEEN_DELIVERIES, GP_FOLDER } from "./gp/practice-files.ts";
import { HOSPITAL_HL7_FOLDER } from "./hospital-hl7/message-files.ts";
import { DAYS_BETWEEN_RETURNS, HOSPITAL_SUS_FOLDER } from "./hospital-sus/return-files.ts";
import { MENTAL_HEALTH_FOLDER } from "./mental-health/submissions.ts";
import { DAYS_BETWEEN_SUBMISSIONS } from "./trust-submissions/periods.ts";
import { OPT_OUTS_FILE } from "./opt-outs-file.ts";
import { VOLUNTARY_FOLDER } from "./voluntary/contact-sheets.ts";
import { VOLUNTARY_MAPPING } from "./voluntary/mapping.ts";

/** The made-up place as its readable file says it: see src/place/place.ts for the meaning of each part. */
export function placeOf(town: Town) {
  return {
    name: "Northbank and Southmere",
    demonstration: true,
    organisations: organisationsOf(town),
    staff: staffOf(town),
    agreements: agreementsOf(town),
    claims: true,
    feeds: [...gpFeedsOf(town), ...HOSPITAL_FEEDS, ...TRUST_FEEDS, ...OTHER_FEEDS],
    areas: AREAS_FILE,
    nationalOptOuts: { file: OPT_OUTS_FILE, lists: "may-be-used" },
  };
}

/** One for each kind of system that practices have. */
function gpFeedsOf(town: Town) {
  const bySystem = Map.groupBy(town.practices, systemOf);
  const sending = (system: GpSystem) => (bySystem.get(system) ?? []).map(({ ods }) => ods);
  const feeds = [
    {
      id: "gp-fhir",
      name: "GP records",
      format: "fhir-r4",
      folder: GP_FOLDER,
      organisations: sending("fhir"),
      deliveries: "increments",
      expectedEveryDays: DAYS_BETWEEN_DELIVERIES,
    },
    {
      id: "gp-csv",
      name: "GP records (bulk extract)",
      format: "gp-csv",
      folder: GP_CSV_FOLDER,
      organisations: sending("csv"),
      deliveries: "increments",
      expectedEveryDays: DAYS_BETWEEN_DELIVERIES,
    },
  ];
  return feeds.filter(({ organisations }) => organisations.length > 0);
}

const HOSPITAL_FEEDS = [
  {
    id: "hospital-hl7",
    name: "Hospital messages (HL7 v2)",
    format: "hl7-v2",
    folder: HOSPITAL_HL7_FOLDER,
    organisations: [ACUTE_TRUST.code],
    deliveries: "increments",
    expectedEveryDays: 7,
  },
  {
    id: "hospital-sus",
    name: "Hospital activity (APC, OP, ECDS)",
    format: "sus-csv",
    folder: HOSPITAL_SUS_FOLDER,
    organisations: [ACUTE_TRUST.code],
    deliveries: "increments",
    expectedEveryDays: DAYS_BETWEEN_RETURNS,
  },
];

const TRUST_FEEDS = [
  {
    id: "community",
    name: "Community services (CSDS)",
    format: "csds-csv",
    folder: COMMUNITY_FOLDER,
    organisations: [COMMUNITY_TRUST.code],
    deliveries: "increments",
    expectedEveryDays: DAYS_BETWEEN_SUBMISSIONS,
  },
  {
    id: "mental-health",
    name: "Mental health services (MHSDS)",
    format: "mhsds-csv",
    folder: MENTAL_HEALTH_FOLDER,
    organisations: [MENTAL_HEALTH_TRUST.code],
    deliveries: "increments",
    expectedEveryDays: DAYS_BETWEEN_SUBMISSIONS,
  },
];

const OTHER_FEEDS = [
  {
    id: "social-care",
    name: "Adult social care (Client Level Data)",
    format: "cld-csv",
    folder: COUNCIL_FOLDER,
    organisations: COUNCILS.map(({ code }) => code),
    deliveries: "snapshot",
    expectedEveryDays: 92,
  },
  {
    id: "voluntary",
    name: `Voluntary sector (${VOLUNTARY.name})`,
    format: "mapped",
    folder: VOLUNTARY_FOLDER,
    organisations: [VOLUNTARY.code],
    deliveries: "increments",
    expectedEveryDays: 31,
    mapping: VOLUNTARY_MAPPING,
  },
];

function organisationsOf(town: Town) {
  const successor = town.practices[SUCCESSOR];
  const first = firstPersonOf(town.secondCouncilFrom);
  return [
    { ods: PLACE_ORGANISATION.code, name: PLACE_ORGANISATION.name, kind: "place", people: town.settings.people },
    ...town.practices.map((practice) => ({
      ods: practice.ods,
      name: practice.name,
      kind: "gp-practice",
      people: peopleOf(town, practice),
    })),
    {
      ods: CLOSED_PRACTICE.ods,
      name: CLOSED_PRACTICE.name,
      kind: "gp-practice",
      closed: CLOSED_PRACTICE.closed,
      ...(successor ? { succeededBy: successor.ods } : {}),
    },
    { ods: COUNCILS[0].code, name: COUNCILS[0].name, kind: "council", people: first },
    { ods: COUNCILS[1].code, name: COUNCILS[1].name, kind: "council", people: town.settings.people - first },
    { ods: ACUTE_TRUST.code, name: ACUTE_TRUST.name, kind: "acute-trust" },
    { ods: COMMUNITY_TRUST.code, name: COMMUNITY_TRUST.name, kind: "community-trust" },
    { ods: MENTAL_HEALTH_TRUST.code, name: MENTAL_HEALTH_TRUST.name, kind: "mental-health-trust" },
    { ods: VOLUNTARY.code, name: VOLUNTARY.name, kind: "voluntary" },
  ];
}

const peopleOf = (town: Town, { firstHousehold, endHousehold }: Practice): number =>
  Math.min(firstPersonOf(endHousehold), town.settings.people) - firstPersonOf(firstHousehold);

const FROM = "2020-01-01";

/** About a dozen people who act, of every role. */
function staffOf(town: Town) {
  const practice = (index: number) => town.practices[index % town.practices.length]?.ods ?? PLACE_ORGANISATION.code;
  const place = PLACE_ORGANISATION.code;
  return [
    { id: "amina-rahman", name: "Dr Amina Rahman", role: "gp", organisation: practice(0), from: FROM },
    { id: "daniel-osei", name: "Dr Daniel Osei", role: "gp", organisation: practice(1), from: FROM },
    { id: "siobhan-kelly", name: "Siobhan Kelly", role: "nurse", organisation: practice(0), from: FROM },
    {
      id: "marcus-campbell",
      name: "Marcus Campbell",
      role: "social-worker",
      organisation: COUNCILS[0].code,
      from: FROM,
    },
    { id: "ewa-kowalska", name: "Ewa Kowalska", role: "social-worker", organisation: COUNCILS[1].code, from: FROM },
    { id: "harpreet-gill", name: "Harpreet Gill", role: "therapist", organisation: ACUTE_TRUST.code, from: FROM },
    { id: "joan-whitfield", name: "Joan Whitfield", role: "coordinator", organisation: place, from: FROM },
    { id: "tunde-adebayo", name: "Tunde Adebayo", role: "coordinator", organisation: place, from: FROM },
    { id: "mei-chan", name: "Mei Chan", role: "data-quality", organisation: place, from: FROM },
    { id: "lena-novak", name: "Lena Novak", role: "data-quality", organisation: place, from: FROM },
    { id: "rafiq-malik", name: "Rafiq Malik", role: "analyst", organisation: place, from: FROM },
    { id: "helen-thorne", name: "Helen Thorne", role: "information-governance", organisation: place, from: FROM },
    { id: "omar-haddad", name: "Omar Haddad", role: "engineer", organisation: place, from: FROM },
    {
      id: "peter-lockwood",
      name: "Dr Peter Lockwood",
      role: "gp",
      organisation: practice(0),
      from: FROM,
      to: isoDay(town.asAt - 200),
    },
  ];
}

import { COMMUNITY_SERVICE_NAMES, COMMUNITY_SERVICES } from "../../lives/community-services.ts";
import { COMMUNITY_TRUST } from "../../lives/town.ts";
import type { OpenAgency } from "../agency.ts";
import type { Period } from "../trust-submissions/periods.ts";
import { staffName } from "../trust-submissions/staff.ts";
import { isWithin, openTrust, type DataSet, type ToldRow } from "../trust-submissions/trust-export.ts";
import { eachRow, requestId, rowsAbout, rowsOfContact, rowsStanding, staffId } from "./rows.ts";
import { SERVICE_TYPE, STAFF } from "./tables.ts";

export const COMMUNITY_FOLDER = "community";

/** The community trust's submissions: the Community Services Data Set as a copy for local sharing. */
const COMMUNITY: DataSet = {
  source: COMMUNITY_TRUST.code,
  sector: "community",
  folder: COMMUNITY_FOLDER,
  salt: 101,
  sentAgain: SERVICE_TYPE,
  referralsIn: ({ community }) => community.referrals,
  about: rowsAbout,
  standing: (client, nth, period) => {
    const referral = client.life.community.referrals[nth];
    return referral ? rowsStanding(client, referral, nth, period) : [];
  },
  contactsOf: (client, nth) => {
    const referral = client.life.community.referrals[nth];
    const request = requestId(client, nth);
    return (referral?.contacts ?? []).flatMap((contact, place) => {
      if (!referral || !isWithin(client, contact.on)) return [];
      const ids = { request, contact: `${request}-C${place + 1}` };
      return [{ on: contact.on, rows: (as, period) => rowsOfContact(as, referral, contact, ids, period) }];
    });
  },
  staff: staffRows,
};

export const openCommunity: OpenAgency = async (town, folder, truth) => [
  await openTrust(town, folder, truth, COMMUNITY),
];

function staffRows(period: Period): readonly ToldRow[] {
  const { "PERSON ID": _nobody, ...each } = eachRow(period, "");
  return COMMUNITY_SERVICE_NAMES.flatMap((service, place) =>
    Array.from({ length: COMMUNITY_SERVICES[service].course.clinicians }, (_, clinician) => ({
      table: STAFF,
      row: {
        ...each,
        "CARE PROFESSIONAL LOCAL IDENTIFIER": staffId(service, clinician),
        "CARE PROFESSIONAL STAFF GROUP (COMMUNITY CARE)": GROUPS[service] ?? "Nursing",
        "CARE PROFESSIONAL NAME": staffName(place * 11 + clinician),
      },
    })),
  );
}

/** In words: the trust's copy spells out what the national codes stand for. */
const GROUPS: Readonly<Partial<Record<(typeof COMMUNITY_SERVICE_NAMES)[number], string>>> = {
  podiatry: "Podiatry",
  physiotherapy: "Physiotherapy",
  rehabilitation: "Physiotherapy",
  "intermediate-care": "Occupational therapy",
  "speech-and-language": "Speech and language therapy",
};

import { MENTAL_HEALTH_TRUST } from "../../lives/town.ts";
import type { OpenAgency } from "../agency.ts";
import type { Period } from "../trust-submissions/periods.ts";
import { isWithin, openTrust, type DataSet, type ToldRow } from "../trust-submissions/trust-export.ts";
import { lastingRows, spellRows, staffOf } from "./lasting-care.ts";
import { eachRow, requestId, rowsAbout, rowsOfContact, rowsOfReferral } from "./rows.ts";
import { SERVICE_TYPE, STAFF } from "./tables.ts";

export const MENTAL_HEALTH_FOLDER = "mental-health";

/** The mental health trust's submissions: the Mental Health Services Data Set as a copy for local sharing. */
const MENTAL_HEALTH: DataSet = {
  source: MENTAL_HEALTH_TRUST.code,
  sector: "mental-health",
  folder: MENTAL_HEALTH_FOLDER,
  salt: 102,
  sentAgain: SERVICE_TYPE,
  referralsIn: ({ mentalHealth }) =>
    mentalHealth.referrals.map(({ on, ended, rejected }) => {
      const over = ended ?? rejected;
      return { on, ...(over === undefined ? {} : { ended: over }) };
    }),
  about: rowsAbout,
  standing: (client, nth, period, isFirst) => {
    const { referrals, stays } = client.life.mentalHealth;
    const referral = referrals[nth];
    if (!referral) return [];
    return [
      ...rowsOfReferral(client, referral, nth, period),
      ...lastingRows(client, referral, nth, period),
      ...spellRows(client, stays, nth, period, isFirst),
    ];
  },
  contactsOf: (client, nth) => {
    const referral = client.life.mentalHealth.referrals[nth];
    const request = requestId(client, nth);
    return (referral?.contacts ?? []).flatMap((contact, place) => {
      if (!referral || !isWithin(client, contact.on)) return [];
      const ids = { request, contact: `${request}-C${place + 1}` };
      return [{ on: contact.on, rows: (as, period) => rowsOfContact(as, referral, contact, ids, period) }];
    });
  },
  staff: staffRows,
};

export const openMentalHealth: OpenAgency = async (town, folder, truth) => [
  await openTrust(town, folder, truth, MENTAL_HEALTH),
];

function staffRows(period: Period): readonly ToldRow[] {
  const { Person_ID: _nobody, ...each } = eachRow(period, "");
  return staffOf().map(({ id, name }) => ({
    table: STAFF,
    // In words: the trust's copy spells out what the national codes stand for.
    row: { ...each, CareProfLocalId: id, CareProfName: name, CareProfStaffGpMH: "Mental health nursing" },
  }));
}

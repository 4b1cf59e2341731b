import { SPECIALTIES } from "../../lives/planned-care.ts";
import type { Referral } from "../../lives/practice-life.ts";
import { ACUTE_TRUST } from "../../lives/town.ts";
import { PROBLEM_CODES } from "../codes/problems.ts";
import { SPECIALTY_WORDS } from "../codes/procedures.ts";
import { pid } from "./patient-segments.ts";
import { components, hl7Day, segment } from "./segment.ts";
import { accounts, isTold, trueEvent, type Account, type Teller } from "./teller.ts";

/** What the hospital says of a referral that the practice sent: that it came in, a day later. */
export function referralAccount(teller: Teller, referral: Referral, nth: number): Account {
  const { told } = teller;
  const day = referral.on + 1;
  const minute = 560;
  const isSent = isTold(teller, day, minute) && teller.chance.happens(0.7);
  if (!isSent) return accounts();
  const known = teller.knownOn(day);
  const number = `R${known.id}-${nth.toString()}`;
  const specialty = SPECIALTIES[referral.to];
  const [code, words] = PROBLEM_CODES[referral.because];
  const protectedOne = told.person.protection?.kind === "address";
  const segments = [
    segment("RF1", {
      ...{ 1: components("A", "Accepted", "HL70283"), 2: referral.priority === "urgent" ? "U" : "R" },
      ...{ 3: components(specialty, SPECIALTY_WORDS[referral.to], "L"), 5: components("O", "Outpatient", "HL70284") },
      ...{ 6: number, 7: hl7Day(referral.on), 10: components(code, words, "SCT") },
    }),
    // Of somebody who is protected, nobody is told where they are registered.
    ...(protectedOne ? [] : [segment("PRD", { 1: "RP", 7: told.practice.ods, 10: components(told.practice.name) })]),
    segment("PRD", { 1: "RT", 7: ACUTE_TRUST.code, 10: components(ACUTE_TRUST.name) }),
    pid(told.person, known, day),
  ];
  return {
    messages: [{ type: "REF^I12", application: "PAS", day, minute, segments }],
    events: [trueEvent(teller, known, "ServiceRequest", number, referral.on)],
  };
}

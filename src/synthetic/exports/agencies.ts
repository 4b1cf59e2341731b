import type { Town } from "../lives/town.ts";
import type { AgencyExport, OpenAgency, TruthKeeper } from "./agency.ts";
import { openCommunity } from "./community/submissions.ts";
import { openCouncils } from "./council/submissions.ts";
import { openHospitalHl7 } from "./hospital-hl7/hospital.ts";
import { openHospitalSus } from "./hospital-sus/returns.ts";
import { openMentalHealth } from "./mental-health/submissions.ts";
import { openVoluntary } from "./voluntary/contact-sheets.ts";

/** Every agency that is no practice, in the order in which their files are told of. */
const AGENCIES: readonly OpenAgency[] = [
  openHospitalHl7,
  openHospitalSus,
  openCommunity,
  openMentalHealth,
  openCouncils,
  openVoluntary,
];

export async function openAgencies(town: Town, folder: string, truth: TruthKeeper): Promise<readonly AgencyExport[]> {
  const opened: AgencyExport[] = [];
  for (const open of AGENCIES) opened.push(...(await open(town, folder, truth)));
  return opened;
}

import { systemOf, type Practice, type Town } from "../../lives/town.ts";
import type { TruthKeeper } from "../agency.ts";
import { openCsvPractice } from "../gp-csv/practice-files.ts";
import { openFhirPractice, type PracticeExport } from "./practice-files.ts";

/** Opens a practice's files as its system writes them. */
export function openPractice(
  town: Town,
  practice: Practice,
  folder: string,
  truth: TruthKeeper,
): Promise<PracticeExport> {
  switch (systemOf(practice)) {
    case "fhir":
      return openFhirPractice(town, practice, folder, truth);
    case "csv":
      return openCsvPractice(town, practice, folder, truth);
  }
}

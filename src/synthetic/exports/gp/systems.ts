import type { Practice, Town } from "../../lives/town.ts";
import type { TruthKeeper } from "../agency.ts";
import { openFhirPractice, type PracticeExport } from "./practice-files.ts";

/** Opens a practice's files as its system writes them. */
export const openPractice = (
  town: Town,
  practice: Practice,
  folder: string,
  truth: TruthKeeper,
): Promise<PracticeExport> => openFhirPractice(town, practice, folder, truth);

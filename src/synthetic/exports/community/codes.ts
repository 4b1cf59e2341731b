import type { CommunityActivity, CommunityMeasure, CommunityService } from "../../lives/community-services.ts";
import type { Concept } from "../codes/coding.ts";

/** Services: the code of their kind of team, and what their teams are called. */
export const TEAMS: Readonly<Record<CommunityService, { readonly code: string; readonly words: string }>> = {
  "district-nursing": { code: "12", words: "district nursing team" },
  podiatry: { code: "27", words: "podiatry" },
  physiotherapy: { code: "20", words: "musculoskeletal physiotherapy" },
  rehabilitation: { code: "29", words: "community rehabilitation team" },
  continence: { code: "07", words: "continence service" },
  "heart-failure": { code: "04", words: "heart failure nurses" },
  respiratory: { code: "30", words: "respiratory team" },
  diabetes: { code: "11", words: "community diabetes team" },
  "intermediate-care": { code: "53", words: "home-based intermediate care" },
  "case-management": { code: "19", words: "community matrons" },
  "palliative-care": { code: "47", words: "palliative care team" },
  "speech-and-language": { code: "33", words: "children's speech and language therapy" },
};

/** The code of the kind of activity, and the act in SNOMED CT where it has one. */
export const ACTIVITIES: Readonly<Record<CommunityActivity, { readonly kind: string; readonly act?: Concept }>> = {
  assessment: { kind: "02" },
  "wound-care": { kind: "03", act: ["225358003", "Wound care"] },
  injection: { kind: "03" },
  "foot-care": { kind: "03", act: ["401191002", "Diabetic foot examination"] },
  physiotherapy: { kind: "03", act: ["91251008", "Physical therapy procedure"] },
  "occupational-therapy": { kind: "03", act: ["84478008", "Occupational therapy"] },
  "speech-therapy": { kind: "03", act: ["311555007", "Speech and language therapy regime"] },
  "medicines-review": { kind: "03", act: ["182836005", "Review of medication"] },
  advice: { kind: "04" },
};

/** What is measured, and its UCUM unit; a score has none. */
export const MEASURES: Readonly<Record<CommunityMeasure, { readonly concept: Concept; readonly unit?: string }>> = {
  "pressure-ulcer-risk": { concept: ["278897004", "Waterlow pressure sore risk score"] },
  weight: { concept: ["27113001", "Body weight"], unit: "kg" },
  "oxygen-saturation": { concept: ["431314004", "Peripheral oxygen saturation"], unit: "%" },
};

export type {
  FeedFormat,
  FeedSettings,
  MllpSettings,
  MllpTls,
  Organisation,
  OrganisationKind,
  Place,
  StaffMember,
  StaffRole,
} from "./place.ts";
export type { PlaceLabelRule } from "./label-rule.ts";
export { readPlace, readPlaceFile } from "./place-file.ts";
export type { Directory } from "./directory.ts";
export { directoryOf } from "./directory.ts";

export type { FeedFormat, FeedSettings, MllpSettings, MllpTls, Organisation, Place, StaffMember } from "./place.ts";
export type { StaffRole } from "./staff/role.ts";
export { STAFF_ROLES } from "./staff/role.ts";
export type { AgreementSettings } from "./agreement.ts";
export type { AreaTable } from "./areas.ts";
export type { NationalOptOuts, OptOutList } from "./national-opt-outs.ts";
export { STALE_AFTER_DAYS } from "./national-opt-outs.ts";
export type { OrganisationKind } from "./organisation-kind.ts";
export type { RetentionRule } from "./retention.ts";
export { CODE_OF_PRACTICE } from "./retention.ts";
export type { PlaceLabelRule } from "./label-rule.ts";
export type {
  DateFormat,
  EventMapping,
  MappedCode,
  MappedColumn,
  MappedConcept,
  MappedDate,
  MappedField,
  MappedStatus,
  Mapping,
  PersonMapping,
  RowKind,
} from "./mapping.ts";
export { DATE_FORMATS, MAPPED_STATUSES, ROW_KINDS } from "./mapping.ts";
export { readPlace, readPlaceFile } from "./place-file.ts";
export type { Directory } from "./directory.ts";
export { directoryOf } from "./directory.ts";
export type { AgreementChange } from "./agreement-saving.ts";
export type { FeedChange } from "./feed-saving.ts";
export type { PlaceKeeper } from "./place-keeper.ts";
export { createPlaceKeeper } from "./place-keeper.ts";
export type { ListFault, StaffChange, StaffList, StaffNews, TableRow } from "./staff/index.ts";
export { readStaffScim, readStaffTable, saveStaff, staffNews } from "./staff/index.ts";

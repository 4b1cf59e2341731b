import type { ActorId, FeedId, OdsCode } from "#base";
import type { AgreementSettings } from "./agreement.ts";
import type { AreaTable } from "./areas.ts";
import type { PlaceLabelRule } from "./label-rule.ts";
import type { Mapping } from "./mapping.ts";
import type { NationalOptOuts, OptOutList } from "./national-opt-outs.ts";
import type { OrganisationKind } from "./organisation-kind.ts";
import type { RetentionRule } from "./retention.ts";
import type { StaffRole } from "./staff/role.ts";

/** One place, as its readable file says it: what differs between places is data, not code. */
export type Place = {
  readonly name: string;
  /** Made-up people only. A place without this line is refused until sign-in exists. */
  readonly demonstration: boolean;
  readonly organisations: readonly Organisation[];
  readonly staff: readonly StaffMember[];
  readonly feeds: readonly FeedSettings[];
  /** What organisations have agreed to share with one another. Without one, each sees its own. */
  readonly agreements?: readonly AgreementSettings[];
  /** Members of staff may say themselves that they care for somebody, where nothing shows it. Each is looked at afterwards. */
  readonly claims?: boolean;
  /**
   * How people are told who looked at their record: by name, by role, by team (by role where there is none), or by
   * organisation alone. By role unless said.
   */
  readonly looksShownBy?: "name" | "role" | "team" | "organisation";
  /** What is private here beyond the rules that hold everywhere. */
  readonly labels?: readonly PlaceLabelRule[];
  /** How long what came is kept, in place of the code of practice. */
  readonly retention?: readonly RetentionRule[];
  /** The name of a file beside this one: which area each postcode is in, and how deprived that is. */
  readonly areas?: string;
  /** What `areas` holds. */
  readonly areaTable?: AreaTable;
  /** Who has a national data opt-out. Without it nobody is studied for a purpose from which it keeps people out. */
  readonly nationalOptOuts?: NationalOptOuts;
  /** What the file of `nationalOptOuts` holds. */
  readonly optOutList?: OptOutList;
};

export type Organisation = {
  readonly ods: OdsCode;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** People whom it serves or has on its list, for coverage. */
  readonly people?: number;
  /** First and last day, YYYY-MM-DD. */
  readonly opened?: string;
  readonly closed?: string;
  /** Who carries on its work after it closed. */
  readonly succeededBy?: OdsCode;
};

/**
 * Someone who acts, in one role from one day to another. Who acts is always known. Whoever worked in several roles has a
 * line for each, of which no two share a day.
 */
export type StaffMember = {
  readonly id: ActorId;
  readonly name: string;
  readonly role: StaffRole;
  readonly organisation: OdsCode;
  /** As people are told of it: "Rapid Response". */
  readonly team?: string;
  /** First and last day in the role, YYYY-MM-DD. */
  readonly from: string;
  readonly to?: string;
};

export type FeedSettings = {
  readonly id: FeedId;
  readonly name: string;
  readonly format: FeedFormat;
  /** The folder under the exports folder that holds FOLDER/ODS/files. */
  readonly folder: string;
  /** Who is expected to send. */
  readonly organisations: readonly OdsCode[];
  /** Whether what is absent from a delivery has ended. */
  readonly deliveries: "increments" | "snapshot";
  readonly expectedEveryDays: number;
  /** Of HL7 v2: where its messages may come in one by one. */
  readonly mllp?: MllpSettings;
  /** Of a mapped feed, always there: how the columns of its files are read. */
  readonly mapping?: Mapping;
};

/** How a feed's files are written; "mapped": any table, read by the mapping that the feed carries. */
export type FeedFormat = "fhir-r4" | "gp-csv" | "hl7-v2" | "sus-csv" | "csds-csv" | "mhsds-csv" | "cld-csv" | "mapped";

/** Where messages of a feed come in over MLLP, and who may send them. */
export type MllpSettings = {
  readonly port: number;
  /** Where it listens: this machine alone (127.0.0.1) unless said otherwise, which needs `tls.clients`. */
  readonly address?: string;
  /**
   * Which organisation a message is from, by its sending facility (MSH-4), or by "APPLICATION|FACILITY" (MSH-3 and
   * MSH-4). Without it a feed's only organisation sends, or the facility is itself an ODS code of the feed.
   */
  readonly senders?: Readonly<Record<string, OdsCode>>;
  readonly tls?: MllpTls;
};

/** PEM files. */
export type MllpTls = {
  readonly key: string;
  readonly certificate: string;
  /** The authority that signed the senders' certificates: whoever has none of it is turned away. */
  readonly clients?: string;
};

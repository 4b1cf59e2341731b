import { MAPPED_STATUSES, type MappedStatus } from "#place";
import { valueList } from "../rows/value-list.ts";

/** How an event stands, in the words that people write without being asked to. */
export const statusWords = valueList<MappedStatus>(MAPPED_STATUSES, {
  ...{ Booked: "planned", Scheduled: "planned", Arranged: "planned", Upcoming: "planned", Pending: "planned" },
  ...{ "In progress": "active", Open: "active", Ongoing: "active", Current: "active", Accepted: "active" },
  ...{ Attended: "done", Completed: "done", Complete: "done", Finished: "done", Closed: "done", Seen: "done" },
  ...{ Ended: "done", Discharged: "done", Resolved: "done", Final: "done", Yes: "done", Took_place: "done" },
  ...{
    Canceled: "cancelled",
    Declined: "cancelled",
    Withdrawn: "cancelled",
    Rejected: "cancelled",
    Refused: "cancelled",
  },
  ...{ DNA: "missed", "Did not attend": "missed", "No show": "missed", "Not attended": "missed", FTA: "missed" },
  ...{ Error: "mistake", "Entered in error": "mistake" },
});

import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";
import { appointmentTable } from "./appointment.ts";
import { attendanceTable } from "./attendance.ts";
import { spellTable } from "./spell.ts";

/**
 * Reads a hospital's activity as it is sent for commissioning: admitted patient care, outpatients and emergency care,
 * each a CSV of its own, told by its header.
 * @see https://digital.nhs.uk/services/secondary-uses-service-sus
 */
export const createSusAdapter = (): Adapter =>
  createTableAdapter({
    accepted: "Hospital activity as CSV: admitted patient care, outpatients or emergency care (ECDS)",
    tables: () => [spellTable(), appointmentTable(), attendanceTable()],
  });

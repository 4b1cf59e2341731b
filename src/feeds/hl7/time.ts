import { stretchOf } from "#base";
import { localMoment } from "../local-time.ts";

const SHAPE = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,9})?)?)?)?)?)?([+-]\d{4})?$/;

/** What is accepted, for rejections. */
export const TIMES = "YYYYMMDD or YYYYMMDDHHMMSS, with a zone such as +0100 or in the time of England";

/**
 * An HL7 time (YYYY up to YYYYMMDDHHMMSS.SSSS+ZZZZ) as a FHIR date or dateTime of the same precision; without a zone
 * it is the time on the wall in England. Undefined where it is no time, or no such day exists.
 * @see https://www.hl7.eu/HL7v2x/v25/std25/ch02a.html (2.A.22, DTM)
 */
export function timeOf(text: string): string | undefined {
  const [, year, month, day, hour, minute = "00", second = "00", fraction = "", zone] = SHAPE.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = [year, month, day].filter((part) => part !== undefined).join("-");
  if (hour === undefined) return stretchOf(date) && date;
  const clock = `${hour}:${minute}:${second}${fraction}`;
  const time = zone === undefined ? localMoment(date, clock) : `${date}T${clock}${zoneOf(zone)}`;
  return stretchOf(time) && time;
}

/** The day alone of an HL7 time, as it was written, whatever the zone: YYYY-MM-DD, or less where less is said. */
export const dayOf = (text: string): string | undefined => timeOf(text)?.slice(0, 10);

/** Of an HL7 time of day (HHMM[SS]): HH:MM:SS. */
export function clockTimeOf(text: string): string | undefined {
  const [, hour, minute, second = "00"] =
    /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(?:\.\d+)?(?:[+-]\d{4})?$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? undefined : `${hour}:${minute}:${second}`;
}

const zoneOf = (zone: string): string => `${zone === "-0000" ? "+00" : zone.slice(0, 3)}:${zone.slice(3)}`;

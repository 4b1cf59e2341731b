import { z } from "zod";
import { actorId, odsCode, stretchOf } from "#base";

/** A day as a place's file writes it. */
export const writtenDay = z
  .string()
  .refine((text) => text.length === 10 && stretchOf(text) !== undefined, "a day, such as 2026-05-03");

/** An organisation's code as a place's file writes it. */
export const writtenCode = z
  .string()
  .regex(/^[A-Z0-9]{3,10}$/, "an ODS code, such as E84012")
  .transform(odsCode);

/** The id of a member of staff as a place's file writes it. */
export const writtenActor = z
  .string()
  .regex(/^[a-z0-9-]+$/, "small letters, digits and dashes")
  .transform(actorId);

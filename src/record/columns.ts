/** Every column of a version: current, earlier and sealed ones have the same. */
export const COLUMNS = `id, patient, event_from, event_to, recorded, received, digest, quantity, cell, delivery, line, version,
  ended, type, event_text, status, code, reason, title, detail, who, unit, flag, tokens, refs, content`;

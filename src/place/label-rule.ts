import { z } from "zod";

const words = z.string().min(1);
const codeList = z.strictObject({ system: words, codes: z.array(words).min(1) });

/** The shape of one rule in a place's file that makes entries private. */
export const labelRuleShape = z
  .strictObject({
    sensitivity: words,
    because: words,
    source: words.exactOptional(),
    types: z.array(words).min(1).exactOptional(),
    codes: codeList.exactOptional(),
    codesBeginning: codeList.exactOptional(),
    documentTypes: z.array(words).min(1).exactOptional(),
  })
  .refine(
    ({ codes, codesBeginning, documentTypes, types }) => codes ?? codesBeginning ?? documentTypes ?? types,
    "name what it holds for: codes, codesBeginning, documentTypes or types",
  );

/**
 * A rule of this place alone: what of its record is private beyond the ordinary. All that it names must hold. Which
 * sensitivities there are is checked when the program starts.
 */
export type PlaceLabelRule = z.infer<typeof labelRuleShape>;

import { postcodesOf } from "../lives/address.ts";
import type { Town } from "../lives/town.ts";

export const AREAS_FILE = "areas.csv";

/** Of England's areas none has a number as high as these. */
const FIRST_AREA = 990_000;

/**
 * In which area each postcode of the town is, and how deprived that is: the streets of a district that are equally
 * deprived are one area. See src/place/areas.ts for the columns.
 */
export function areasOf(town: Town): string {
  const rows = postcodesOf(town).map(({ postcode, decile }) => {
    const district = Number(/^ZZ(\d+) /.exec(postcode)?.[1]);
    return `${postcode},E01${String(FIRST_AREA + district * 10 + decile - 1)},${String(decile)}`;
  });
  return `${["postcode,lsoa,imd_decile", ...rows].join("\n")}\n`;
}

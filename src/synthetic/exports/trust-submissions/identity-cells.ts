import type { StatedIdentity } from "../identity.ts";

/** Who somebody is, as the cells of a master patient index say it. */
export const identityCells = (stated: StatedIdentity) => ({
  nhsNumber: stated.nhsNumber ?? "",
  /** 01: traced; 02: present, not traced; 07: not present. */
  numberStatus: stated.nhsNumber === undefined ? "07" : stated.verified ? "01" : "02",
  born: stated.born,
  gender: stated.sex === "female" ? "2" : "1",
  given: stated.middle === undefined ? stated.given : `${stated.given} ${stated.middle}`,
  family: stated.family,
  address: stated.address ? `${stated.address.line}, ${stated.address.town}` : "",
  postcode: stated.address?.postcode ?? "",
  telephone: stated.mobile ?? stated.landline ?? "",
});

const GIVEN =
  "Niamh Zoë Siân José Aoife Kwame Priya Chloë Tomasz Ngozi Renée Bronagh Iwan Fatima Seán Amara Inés Rhys Leila Björn Owen Grace Yusuf Mairéad".split(
    " ",
  );
const FAMILY =
  "Byrne Fernández Owusu Müller Kaur Llewellyn Nowak Adeyemi Whitworth Begum Côté Hughes Mensah Ó'Brien Patel Sörensen Clarke Iqbal Dubois Rees Achebe Novák Turner Hossain Macaulay Lindqvist Shaw Dogan Peña".split(
    " ",
  );

/** The nth member of a trust's staff, by a made-up name. The two lists have no common divisor: 696 differ. */
export const staffName = (nth: number): string =>
  `${GIVEN[nth % GIVEN.length] ?? ""} ${FAMILY[(nth * 5 + 3) % FAMILY.length] ?? ""}`;

/** In bits. Whoever is joined by no more than this is looked at; it is about a hundred to one. */
export const SURE = 6.6;
/** In bits. Another who is nearly as like is a rival. */
export const RIVAL_WITHIN = 3;

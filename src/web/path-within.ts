/** A path of this program and no other address, so that no link can send people elsewhere. */
export const pathWithin = (next: string | null | undefined): string =>
  next && /^\/(?![/\\])[\w\-./]*$/.test(next) ? next : "/";
